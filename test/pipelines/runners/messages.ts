import type { MaskedItem } from "../../../core/masked-item.js";

const THINGS = ["路灯不亮", "井盖松动", "电梯停运", "暖气不热", "公交晚点", "垃圾堆积", "半夜施工", "水管漏水"];
const PLACES = ["清澜苑", "锦绣里", "城北大道", "柳湾村", "实验小学", "中心市场"];

/** Masked messages, no two alike, in a stated order; those at `poisoned` places hold the word 毒丸. */
export function messages(count: number, poisoned: readonly number[] = []): MaskedItem[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `m${String(i).padStart(5, "0")}`,
    source: "hotline",
    channel: "hotline",
    kind: "official",
    createdAt: new Date(Date.UTC(2026, 9, 1) + i * 60_000).toISOString(),
    text: `${PLACES[i % 6]}第${i}号点位${THINGS[i % 8]}，已经${(i % 20) + 2}天了，请尽快处理${poisoned.includes(i) ? "毒丸" : ""}`,
  }));
}
