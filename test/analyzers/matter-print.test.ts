import { describe, expect, test } from "vitest";
import { createMatterPrintAnalyzer, matterPrintOf } from "../../analyzers/matter-print.js";
import type { Place } from "../../core/analysis.js";
import type { Draft } from "../../core/analyzer.js";
import { decodeMatterPrint, type MatterPrint } from "../../core/matter-print.js";
import { encodedAs } from "./encoded.js";

/** FNV-1a over code points, as a person would write it down. */
function hash(gram: string): number {
  let value = 2166136261n;
  for (const character of gram) value = ((value ^ BigInt(character.codePointAt(0) as number)) * 16777619n) % 2n ** 32n;
  return Number(value);
}
const hashes = (...grams: string[]) => grams.map(hash).sort((a, b) => a - b);

function printOf(content: string, more: Partial<Draft> = {}): MatterPrint {
  return matterPrintOf({ content, places: [], area: {}, ...more });
}
const placeGrams = (...places: Place[]) => [...printOf("", { places }).placeGrams];

describe("the words of a matter", () => {
  test("are all overlapping triples inside runs of letters, digits and Han characters; a shorter run counts whole", () => {
    expect([...printOf("路灯坏了，3天，没人修！").grams]).toEqual(hashes("路灯坏", "灯坏了", "3天", "没人修"));
  });

  test("words and numbers in other letters count as one character: 28路 does not stand in 128路", () => {
    expect([...printOf("28路公交").grams]).toEqual(hashes("28路公", "路公交"));
    expect([...printOf("128路公交").grams]).toEqual(hashes("128路公", "路公交"));
  });

  test("are the same whatever the width and case of the letters, and however often they occur", () => {
    expect(printOf("ＫＴＶ太吵")).toEqual(printOf("ktv太吵"));
    expect([...printOf("太吵了，太吵了").grams]).toEqual(hashes("太吵了"));
  });

  test("a character outside the basic plane is one character", () => {
    expect([...printOf("𠮷野家店").grams]).toEqual(hashes("𠮷野家", "野家店"));
  });

  test("are taken from the first 400 characters, at most 300 of them, the title's before the others", () => {
    const long = Array.from({ length: 500 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    expect(printOf(long).grams).toHaveLength(300);
    const repeated = `${"很".repeat(395)}吵得睡不着觉`;
    expect([...printOf(repeated).grams]).toEqual(hashes("很很很", "很很吵", "很吵得", "吵得睡", "得睡不", "睡不着"));
    const title = "搅拌站扰民";
    const { grams, titleGrams } = printOf(long, { title });
    expect([...titleGrams]).toEqual(hashes("搅拌站", "拌站扰", "站扰民"));
    expect(grams).toHaveLength(300);
    expect([...titleGrams].every((gram) => grams.includes(gram))).toBe(true);
  });

  test("without a title its first sentence stands for it, 40 characters at most", () => {
    expect([...printOf("\n搅拌站扰民。灰尘大").titleGrams]).toEqual(hashes("搅拌站", "拌站扰", "站扰民"));
    const endless = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    expect(printOf(endless).titleGrams).toHaveLength(38);
    expect(printOf("搅拌站扰民。灰尘大", { title: " " })).toEqual(printOf("搅拌站扰民。灰尘大"));
  });
});

describe("places and parties", () => {
  test("are the triples of their names, those of two characters whole", () => {
    expect(
      placeGrams(
        { kind: "estate", name: "清澜苑东" },
        { kind: "school", name: "一中" },
        { kind: "road", name: "城北大道" },
      ),
    ).toEqual(hashes("清澜苑", "澜苑东", "一中", "城北大", "北大道"));
  });

  test("the districts before a name and what any name may end in make no difference", () => {
    const alike = hashes("清澜苑");
    for (const name of ["清澜苑", "A3区清澜苑", "A市B12县清澜苑小区", "清澜苑项目"]) {
      expect(placeGrams({ kind: "estate", name })).toEqual(alike);
    }
    expect(placeGrams({ kind: "company", name: "云帆物业有限公司" })).toEqual(
      placeGrams({ kind: "company", name: "云帆物业有限责任公司" }),
    );
    expect(placeGrams({ kind: "other", name: "A3区" })).toEqual([]);
  });

  test("a name that is little more than its ending keeps it", () => {
    expect(placeGrams({ kind: "estate", name: "东小区" })).toEqual(hashes("东小区"));
  });

  test("of a masked name no single character is left", () => {
    expect(placeGrams({ kind: "market", name: "李**超市" })).toEqual(hashes("超市"));
  });

  test("are at most 60", () => {
    const places = Array.from({ length: 12 }, (_, k) => ({
      kind: "company" as const,
      name: Array.from({ length: 10 }, (_, i) => String.fromCodePoint(0x5000 + 20 * k + i)).join(""),
    }));
    expect(placeGrams(...places)).toHaveLength(60);
  });
});

describe("where it lies", () => {
  test("is city and district as hashes, 0 where not known", () => {
    const { city, district } = printOf("路灯坏了", { area: { city: "青川市", district: "河东区" } });
    expect([city, district]).toEqual([hash("青川市"), hash("河东区")]);
    expect(printOf("路灯坏了", { area: { city: "青川市" } }).district).toBe(0);
  });

  test("A3区 lies in A市, whether that was said or not", () => {
    expect(printOf("路灯坏了", { area: { district: "A3区" } }).city).toBe(hash("A市"));
  });
});

describe("the encoder's view", () => {
  test("is kept as whole numbers, 127 for 1; there is none where the encoder said nothing", () => {
    const encoded = encodedAs({});
    encoded.embedding.fill(0);
    encoded.embedding[0] = 0.8;
    encoded.embedding[255] = -0.6;
    const { embedding } = printOf("路灯坏了", { encoded });
    expect([embedding?.[0], embedding?.[1], embedding?.[255]]).toEqual([102, 0, -76]);
    expect(printOf("路灯坏了").embedding).toBeUndefined();
  });
});

test("the analyzer gives the print as text, and asks for the encoder only where there is one", async () => {
  const draft = {
    title: "路灯",
    content: "路灯\n坏了三天",
    places: [],
    area: {},
    encoded: encodedAs({}),
  } as unknown as Draft;
  const [result] = await createMatterPrintAnalyzer(true).analyze([draft]);
  expect(decodeMatterPrint((result as { print: string }).print)).toEqual(matterPrintOf(draft));
  expect(createMatterPrintAnalyzer(true).needs).toContain("encoded");
  expect(createMatterPrintAnalyzer(false).needs).not.toContain("encoded");
});

test("an empty message has an empty print", () => {
  expect(printOf("")).toEqual({
    grams: new Uint32Array(),
    titleGrams: new Uint32Array(),
    placeGrams: new Uint32Array(),
    nameGrams: new Uint32Array(),
    city: 0,
    district: 0,
  });
});
