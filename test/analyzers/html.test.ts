import { describe, expect, test } from "vitest";
import { htmlToText, looksLikeHtml } from "../../analyzers/html.js";

describe("looksLikeHtml", () => {
  test.each(["<p>", "文字<br/>", "<FONT color='red'>", "A&nbsp;B", "&#20320;", "<!-- x -->", "</div>", "<o:p>"])(
    "%s",
    (text) => {
      expect(looksLikeHtml(text)).toBe(true);
    },
  );
  test.each(["a<b", "温度<5", "<姓名>", "R&D", "<pink>", "1 < 2 > 0", "《通知》"])("not %s", (text) => {
    expect(looksLikeHtml(text)).toBe(false);
  });
});

describe("htmlToText", () => {
  test("blocks stand on lines of their own, cells apart", () => {
    expect(htmlToText("<div>一</div><ul><li>二</li></ul><table><tr><td>三</td><td>四</td></tr></table>")).toMatch(
      /^\n一\n+二\n+ 三 +四 \n+$/,
    );
  });

  test("entities are decoded", () => {
    expect(htmlToText("&ldquo;A&amp;B&rdquo; &#x4f60;&#22909; &hellip;")).toBe("“A&B” 你好 …");
  });

  test("scripts, styles, comments and attributes leave nothing", () => {
    expect(htmlToText("<style>p{}</style>前<!-- 注 --><script>x<y</script><a href='u' title=\"题\">后</a>")).toBe(
      "前后",
    );
  });

  test("a `<` that begins no known tag stays, and so does a comment that is never closed", () => {
    expect(htmlToText("<b>水压</b><3公斤，<某某> <!-- 剩下的话")).toBe("水压<3公斤，<某某>   剩下的话");
  });

  test("R18: deep nesting is linear", () => {
    const start = performance.now();
    htmlToText(`${"<div>".repeat(100_000)}底${"</div>".repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
