import type { Notification, NotifiedCase } from "../../core/alert.js";

/** A case as a test wants it. */
export function notifiedCase(overrides: Partial<NotifiedCase> = {}): NotifiedCase {
  return {
    number: 12,
    title: "物业收费",
    level: "orange",
    where: "城东区 · 物业管理",
    sentence: "今日 31 件，平常 4 至 12 件，自 11 月 8 日起偏多",
    quotes: ["小区物业费涨了一倍，没有公示"],
    link: "https://minyi.example.gov.cn/cases/12",
    acknowledge: "https://minyi.example.gov.cn/acknowledge/abc.def",
    ...overrides,
  };
}

/** A notification as a test wants it. */
export function notification(overrides: Partial<Notification> = {}): Notification {
  return {
    key: "key-0001",
    kind: "firing",
    level: "orange",
    at: "2026-11-09T02:00:00.000Z",
    title: "物业收费",
    cases: [notifiedCase()],
    more: 0,
    language: "zh",
    ...overrides,
  };
}

/** Many cases with long texts: more than fits into any robot's three messages. */
export function manyCases(count: number): NotifiedCase[] {
  return Array.from({ length: count }, (_, index) =>
    notifiedCase({
      number: index + 1,
      title: `事项${index + 1}`,
      sentence: "来件明显多于平常，需要有关单位尽快查看处理。".repeat(6),
      quotes: ["这是市民的原话，说的是门口的路灯坏了很久没有人来修。".repeat(2), "another one, with 😀 in it"],
    }),
  );
}
