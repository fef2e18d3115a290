import { zipSync } from "fflate";

/** A workbook written part by part, for what no honest program writes. */
export interface Parts {
  /** XML of the rows, inside <sheetData>. */
  rows?: string;
  /** XML behind the rows, e.g. <mergeCells>. */
  after?: string;
  /** The whole sheet instead. */
  sheet?: string;
  /** XML inside <sst>. */
  strings?: string;
  /** XML inside <styleSheet>. */
  styles?: string;
  workbookPr?: string;
  /** Names of further sheets, empty ones. */
  others?: string[];
  more?: Record<string, Uint8Array>;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The bytes of an xlsx file with these parts. */
export function workbook(parts: Parts): Uint8Array {
  return zipSync(partsOf(parts));
}

/** Its parts, unpacked. */
export function partsOf(parts: Parts): Record<string, Uint8Array> {
  const others = parts.others ?? [];
  const sheets = ["数据", ...others];
  const relation = (id: number | string, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${RELS}/${type}" Target="${target}"/>`;
  const text = (value: string) => new TextEncoder().encode(XML + value);
  const sheet =
    parts.sheet ?? `<worksheet ${MAIN}><sheetData>${parts.rows ?? ""}</sheetData>${parts.after ?? ""}</worksheet>`;
  return {
    "[Content_Types].xml": text("<Types/>"),
    "_rels/.rels": text(
      `<Relationships xmlns="${PACKAGE}">${relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    "xl/workbook.xml": text(
      `<workbook ${MAIN} xmlns:r="${RELS}">${parts.workbookPr ?? ""}<sheets>${sheets
        .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": text(
      `<Relationships xmlns="${PACKAGE}">${sheets
        .map((_, i) => relation(i + 1, "worksheet", `worksheets/sheet${i + 1}.xml`))
        .join(
          "",
        )}${relation("S", "sharedStrings", "sharedStrings.xml")}${relation("T", "styles", "/xl/styles.xml")}</Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": text(sheet),
    ...Object.fromEntries(
      others.map((_, i) => [`xl/worksheets/sheet${i + 2}.xml`, text(`<worksheet ${MAIN}><sheetData/></worksheet>`)]),
    ),
    "xl/sharedStrings.xml": text(`<sst ${MAIN}>${parts.strings ?? ""}</sst>`),
    "xl/styles.xml": text(`<styleSheet ${MAIN}>${parts.styles ?? ""}</styleSheet>`),
    ...parts.more,
  };
}

/** A row of inline strings. */
export function inlineRow(index: number, values: string[]): string {
  const cells = values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`);
  return `<row r="${index}">${cells.join("")}</row>`;
}

export const HEADER = inlineRow(1, ["编号", "时间", "内容"]);
