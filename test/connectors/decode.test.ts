import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { type Decoding, EncodingProbe, RecordDecoder } from "../../connectors/decode.js";
import { utf16ToUtf8 } from "../../connectors/utf16.js";
import { readFile, texts } from "./helpers.js";

function decodingOf(bytes: Buffer, size = 7): Decoding {
  const probe = new EncodingProbe();
  for (let at = 0; at < bytes.length; at += size) probe.write(bytes.subarray(at, at + size));
  return probe.end("auto");
}

/** One record, decoded as part of a file with this decoding. */
function decode(bytes: Buffer, decoding: Decoding): { text: string; trouble: string | undefined } {
  const decoder = new RecordDecoder(decoding);
  decoder.begin(bytes, decoding.mark, bytes.length);
  const text = decoder.text(bytes, decoding.mark, bytes.length);
  return { text, trouble: decoder.trouble };
}

const ROWS = "编号,时间,内容\n1,2019-08-14,青山路夜间施工噪音很大\n2,2019-08-14,𠮷祥里的路灯不亮\n";

describe("R14: encodings are found by themselves", () => {
  test.each([
    ["UTF-8", Buffer.from(ROWS)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${ROWS}`)],
    ["GB18030 with a character of four bytes", iconv.encode(ROWS, "gb18030")],
    ["GBK", iconv.encode(ROWS.replace("𠮷", "吉"), "gbk")],
    ["UTF-16LE with a mark", iconv.encode(ROWS, "utf-16le", { addBOM: true })],
    ["UTF-16BE with a mark", iconv.encode(ROWS, "utf-16be", { addBOM: true })],
    ["UTF-16LE without a mark", iconv.encode(ROWS, "utf-16le")],
    ["UTF-16BE without a mark", iconv.encode(ROWS, "utf-16be")],
  ])("%s", async (name, bytes) => {
    const outcome = await readFile("a.csv", bytes);
    expect(outcome.warnings).toEqual([]);
    const second = name === "GBK" ? "吉祥里的路灯不亮" : "𠮷祥里的路灯不亮";
    expect(texts(outcome)).toEqual(["青山路夜间施工噪音很大", second]);
  });

  test("GB18030 that would also pass for Greek letters in UTF-8", async () => {
    const outcome = await readFile("a.csv", iconv.encode("id,time,text\n1,2019-08-14,停水\n", "gb18030"));
    expect(texts(outcome)).toEqual(["停水"]);
  });

  test("R14: the encoding that the user set is used without a guess", async () => {
    const right = await readFile("a.csv", iconv.encode(ROWS, "gb18030"), { encoding: "gb18030" });
    expect(texts(right)).toEqual(["青山路夜间施工噪音很大", "𠮷祥里的路灯不亮"]);
    const wrong = await readFile("a.csv", Buffer.from(ROWS), { encoding: "gb18030" });
    expect(wrong.rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, expect.stringContaining("找不到内容（text）列")],
    ]);
  });
});

describe("R14: damage is counted and named, never silent", () => {
  test("R14: records of GB18030 in a UTF-8 file are read as what they are", async () => {
    const bytes = Buffer.concat([
      Buffer.from(ROWS),
      iconv.encode("3,2019-08-14,请尽快维修下水道\n4,2019-08-14,停水\n", "gb18030"),
      Buffer.from("5,2019-08-14,谢谢\n"),
    ]);
    const outcome = await readFile("a.csv", bytes);
    expect(texts(outcome).slice(2)).toEqual(["请尽快维修下水道", "停水", "谢谢"]);
    expect(outcome.warnings).toEqual(["第 3 条等 2 条的编码与文件其余部分不同，已分别解码"]);
  });

  test("R14: a record of UTF-8 in a GB18030 file is read as what it is", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},2019-08-14,第${i}号留言反映噪音问题\n`).join("");
    const bytes = Buffer.concat([
      iconv.encode(`编号,时间,内容\n${rows}`, "gb18030"),
      Buffer.from("20,2019-08-14,请尽快派人到现场维修下水道\n"),
    ]);
    const outcome = await readFile("a.csv", bytes);
    expect(texts(outcome)[20]).toBe("请尽快派人到现场维修下水道");
    expect(outcome.warnings).toEqual(["第 21 条的编码与文件其余部分不同，已分别解码"]);
  });

  test("R14: a broken byte in UTF-8 becomes one mark, with a warning that names the record", async () => {
    const bytes = Buffer.from(ROWS);
    bytes[bytes.indexOf("噪音")] = 0xff;
    const outcome = await readFile("a.csv", bytes);
    expect(texts(outcome)[0]).toContain("\ufffd");
    expect(texts(outcome)[1]).toBe("𠮷祥里的路灯不亮");
    expect(outcome.warnings).toEqual(["第 1 条含有无法解码的字节，已用 \ufffd 代替"]);
  });

  test("R14: a UTF-8 file cut inside a character is UTF-8 with one damaged record, not GB18030", async () => {
    const bytes = Buffer.from(ROWS);
    const outcome = await readFile("a.csv", bytes.subarray(0, bytes.length - 2));
    expect(texts(outcome)[0]).toBe("青山路夜间施工噪音很大");
    expect(texts(outcome)[1]).toBe("𠮷祥里的路灯不\ufffd");
    expect(outcome.warnings).toEqual(["第 2 条含有无法解码的字节，已用 \ufffd 代替"]);
  });

  test("R14: a lone surrogate in UTF-16 is counted too", async () => {
    const bytes = iconv.encode(ROWS, "utf-16le", { addBOM: true });
    const at = bytes.indexOf(Buffer.from("噪", "utf16le"));
    bytes.writeUInt16LE(0xd800, at);
    const outcome = await readFile("a.csv", bytes);
    expect(texts(outcome)[0]).toBe("青山路夜间施工\ufffd音很大");
    expect(outcome.warnings).toEqual(["第 1 条含有无法解码的字节，已用 \ufffd 代替"]);
  });

  test("R14: every prefix of a GB18030 file: whole records are right, the cut one is right or counted", async () => {
    const rows = ["青山路夜间施工噪音很大", "𠮷祥里的路灯不亮", "停水"];
    const bytes = iconv.encode(`编号,时间,内容\n${rows.map((t, i) => `${i},2019-08-14,${t}\n`).join("")}`, "gb18030");
    const header = iconv.encode("编号,时间,内容\n", "gb18030").length;
    for (let length = header; length <= bytes.length; length++) {
      const outcome = await readFile("a.csv", bytes.subarray(0, length));
      for (const { item, row } of outcome.items) {
        const whole = rows[row - 1] as string;
        const damaged = item.text.includes("\ufffd");
        if (damaged) expect(outcome.warnings.join()).toMatch(/无法解码/);
        // A character of four bytes of which two are left reads as one of two: the text is cut, as the file is.
        else if (row < outcome.items.length) expect(item.text).toBe(whole);
      }
    }
  });
});

describe("R14: decoding agrees with Node's TextDecoder on the whole input", () => {
  const text = fc.string({ unit: fc.constantFrom(..."水灯𠮷𤭢é·。1a,\n€噪音") as never, minLength: 1, maxLength: 60 });

  test("UTF-8 and GB18030", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (sentence, size) => {
        const told = `请尽快安排人员到现场查看并答复我们${sentence}`;
        for (const encoding of ["utf-8", "gb18030"] as const) {
          const bytes = iconv.encode(told, encoding);
          const decoding = decodingOf(bytes, size);
          expect(decoding.encoding).toBe(encoding);
          expect(decode(bytes, decoding)).toEqual({
            text: new TextDecoder(encoding).decode(bytes),
            trouble: undefined,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test("UTF-16, in pieces of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (raw, size) => {
          const bytes = Buffer.from(raw, "utf16le");
          async function* pieces() {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          }
          const parts: Buffer[] = [];
          for await (const part of utf16ToUtf8(pieces(), "utf-16le")) parts.push(part);
          expect(Buffer.concat(parts).toString("utf8")).toBe(
            new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("any bytes: nothing is thrown, and a mark that the bytes do not hold is told", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (raw) => {
        const bytes = Buffer.from(raw);
        const decoding = decodingOf(bytes);
        if (decoding.encoding.startsWith("utf-16")) return;
        const { text: decoded, trouble } = decode(bytes, decoding);
        if (decoded.includes("\ufffd") && !bytes.includes(Buffer.from("\ufffd"))) expect(trouble).toBe("undecodable");
      }),
      { numRuns: 2_000 },
    );
  });
});
