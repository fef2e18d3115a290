import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signatureOf } from "../../analyzers/signature.js";
import { Fold, type KnownPrint, type KnownPrints, type Print } from "../../pipelines/fold/fold.js";
import { bandKeys, similarity } from "../../pipelines/fold/similarity.js";

const DAY = 86_400_000;

/** Prints kept in memory, asked the way state is asked. */
class Memory implements KnownPrints {
  readonly prints = new Map<string, KnownPrint>();
  byId = (id: string) => this.prints.get(id);
  byBands = (keys: readonly number[], from: number, to: number) =>
    [...this.prints.values()].filter(
      (p) => p.createdAt >= from && p.createdAt <= to && bandKeys(p.signature).some((key) => keys.includes(key)),
    );
  byAuthor = (author: string, from: number, to: number) =>
    [...this.prints.values()].filter((p) => p.authorKey === author && p.createdAt >= from && p.createdAt <= to);
  members = (group: string) => [...this.prints.values()].filter((p) => p.group === group);

  take(batch: readonly Print[]): void {
    const fold = new Fold(this, { similarity: 0.85, days: 30 });
    for (const print of batch) fold.add(print);
    for (const print of fold.changed()) this.prints.set(print.id, { ...print });
    for (const print of batch) {
      const known = this.prints.get(print.id);
      if (known) this.prints.set(print.id, { ...print, group: known.group });
    }
  }

  groups(): Record<string, string> {
    return Object.fromEntries([...this.prints.values()].map((p) => [p.id, p.group]).sort());
  }
}

const matter = {
  plant: "搅拌站夜里一直生产，灰尘和噪音让锦绣花园的居民没法开窗睡觉，请环保部门查处并给居民一个说法",
  lift: "锦绣花园三栋的电梯坏了半个月，物业说没有维修资金，家里老人每天爬十二层楼，希望尽快修好",
  water: "自来水发黄有铁锈味已经三天，不敢喝也不敢洗菜，自来水公司电话一直占线，什么时候能恢复正常",
};

function print(id: string, text: string, day: number, authorKey?: string): Print {
  return { id, signature: signatureOf(text), createdAt: day * DAY, ...(authorKey && { authorKey }) };
}

describe("the fingerprint", () => {
  test("of equal texts is equal, whatever the punctuation and case", () => {
    expect(signatureOf("A3区路灯坏了。请修！")).toBe(signatureOf("a3区路灯坏了，请修"));
  });

  test("estimates the share of common character triples: 40 of 50 here, to within three standard errors", () => {
    const common = [...matter.plant]
      .filter((c) => c !== "，")
      .join("")
      .slice(0, 42); // 40 triples
    const a = signatureOf(`${common}甲乙丙丁戊`); // and 5 of its own
    const b = signatureOf(`${common}子丑寅卯辰`); // and 5 others
    expect(Math.abs(similarity(a, b) - 40 / 50)).toBeLessThan(0.15);
  });

  test("of nothing resembles nothing", () => {
    expect(similarity(signatureOf("！！！"), signatureOf("。。。"))).toBe(0);
    expect(bandKeys("")).toEqual([]);
  });
});

describe("folding", () => {
  test("the same text on hotline and board is one matter; the earliest stands for it", () => {
    const memory = new Memory();
    memory.take([print("b", matter.plant, 2), print("a", `${matter.plant}！`, 1), print("c", matter.lift, 1)]);
    expect(memory.groups()).toEqual({ a: "a", b: "a", c: "c" });
  });

  test("an earlier one that arrives later takes over as representative", () => {
    const memory = new Memory();
    memory.take([print("b", matter.plant, 5), print("c", matter.plant, 6)]);
    memory.take([print("z", matter.plant, 1)]);
    expect(memory.groups()).toEqual({ b: "z", c: "z", z: "z" });
  });

  test("the same words two months later are another matter", () => {
    const memory = new Memory();
    memory.take([print("a", matter.plant, 1), print("b", matter.plant, 62)]);
    expect(memory.groups()).toEqual({ a: "a", b: "b" });
  });

  test("one author who retells half of it is folded, another person is not", () => {
    const retold = `${matter.plant.slice(0, 36)}已经是第三次打电话了`;
    expect(similarity(signatureOf(retold), signatureOf(matter.plant))).toBeLessThan(0.85);
    const memory = new Memory();
    memory.take([
      print("a", matter.plant, 1, "li"),
      print("b", retold, 3, "li"),
      print("c", retold.slice(0, -2), 3, "wang"),
    ]);
    expect(memory.groups().b).toBe("a");
    const other = new Memory();
    other.take([print("a", matter.plant, 1, "li"), print("c", retold, 3, "wang")]);
    expect(other.groups()).toEqual({ a: "a", c: "c" });
  });

  test("a corrected text leaves its group, and the group goes on without it", () => {
    const memory = new Memory();
    memory.take([print("a", matter.plant, 1), print("b", matter.plant, 2), print("c", matter.plant, 3)]);
    memory.take([print("a", matter.water, 1)]);
    expect(memory.groups()).toEqual({ a: "a", b: "b", c: "b" });
  });

  test("R11: the same batch again changes nothing", () => {
    const memory = new Memory();
    const batch = [print("a", matter.plant, 1, "li"), print("b", matter.plant, 2), print("c", matter.lift, 2)];
    memory.take(batch);
    const fold = new Fold(memory, { similarity: 0.85, days: 30 });
    for (const p of batch) fold.add(p);
    expect(fold.changed()).toEqual([]);
  });

  test("R13: any order of arrival and any cut into batches gives the same groups", () => {
    const message = fc.record({
      text: fc.constantFrom(...Object.values(matter), `${matter.plant}谢谢`, `再次反映${matter.lift}`),
      day: fc.integer({ min: 0, max: 70 }),
      author: fc.constantFrom(undefined, "li", "wang"),
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 2, maxLength: 14 }).chain((messages) => {
          const prints = messages.map((m, i) => print(`m${i}`, m.text, m.day, m.author));
          return fc.tuple(
            fc.constant(prints),
            fc.shuffledSubarray(prints, { minLength: prints.length, maxLength: prints.length }),
            fc.integer({ min: 1, max: 5 }),
          );
        }),
        ([prints, shuffled, size]) => {
          const whole = new Memory();
          whole.take(prints);
          const parts = new Memory();
          for (let i = 0; i < shuffled.length; i += size) parts.take(shuffled.slice(i, i + size));
          expect(parts.groups()).toEqual(whole.groups());
        },
      ),
      { numRuns: 300 },
    );
  });

  test("R13: corrections in any order end where the last texts alone would", () => {
    const text = fc.constantFrom(...Object.values(matter), `${matter.plant}谢谢`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), text, fc.integer({ min: 0, max: 40 })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 4 }),
        (edits, size) => {
          const step = new Memory();
          const prints = edits.map(([n, t, day]) => print(`m${n}`, t, day));
          for (let i = 0; i < prints.length; i += size) step.take(prints.slice(i, i + size));
          const final = new Memory();
          final.take([...new Map(prints.map((p) => [p.id, p])).values()]);
          expect(step.groups()).toEqual(final.groups());
        },
      ),
      { numRuns: 300 },
    );
  });
});
