import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf, createContentAnalyzer } from "../../analyzers/content.js";

describe("contentOf", () => {
  test("title and text, the office's phrases left out", () => {
    expect(contentOf("小区停水", "市民来电反映：停水三天无人管，请核实处理。")).toBe("小区停水\n停水三天无人管");
  });

  test("a title that the text begins with is not said twice", () => {
    expect(contentOf("小区停水三天", "小区停水三天，物业不管。")).toBe("小区停水三天，物业不管。");
    expect(contentOf("小区停水三天", "您好，小区停水三天，物业不管。")).toBe("小区停水三天，物业不管。");
  });

  test("the title stands as it is, so that others can tell it from the text", () => {
    expect(contentOf("市民反映停水", "三天了。")).toBe("市民反映停水\n三天了。");
  });

  test("without a title, the text alone", () => {
    expect(contentOf(undefined, "停水三天")).toBe("停水三天");
    expect(contentOf("  ", "停水三天")).toBe("停水三天");
  });

  test("a text that is all phrases is kept", () => {
    expect(contentOf(undefined, "请核实处理。")).toBe("请核实处理。");
    expect(contentOf("您好", "您好，盼复。")).toBe("您好，盼复。");
  });

  test("is never empty when title or text is not", () => {
    const pieces = fc.array(fc.constantFrom("您好", "，", "请核实处理", "。", "谢谢", "漏水", "诉求：", "转："), {
      maxLength: 6,
    });
    const text = pieces.map((all) => all.join(""));
    fc.assert(
      fc.property(text, text, (title, body) => {
        if (title.trim() !== "" || body !== "") expect(contentOf(title, body)).not.toBe("");
      }),
    );
  });
});

test("the analyzer gives one content per item, whatever its neighbours, and names its data in its version", async () => {
  const analyzer = createContentAnalyzer();
  const items = [{ title: "停水", text: "三天了" }, { text: "您好，路灯坏了" }];
  const together = await analyzer.analyze(items);
  const apart = await Promise.all(items.map(async (item) => (await analyzer.analyze([item]))[0]));
  expect(together).toEqual([{ content: "停水\n三天了" }, { content: "路灯坏了" }]);
  expect(together).toEqual(apart);
  expect(analyzer.version).toMatch(/^content@1\+phrases:[\w-]{8}$/);
});
