import { refusals } from "./refusals.js";
import { type NumberFormats, readFormats } from "./styles.js";
import { parsePart } from "./xml.js";
import type { ZipArchive } from "./zip.js";

/** Where the parts of a workbook are, and how its numbers are to be read. */
export interface Workbook {
  /** Path of the sheet's part. */
  sheet: string;
  /** Names of the other sheets. */
  others: string[];
  sharedStrings: string | undefined;
  formats: NumberFormats;
  /** The calendar of its day numbers. */
  calendar: 1900 | 1904;
}

interface Relation {
  type: string;
  target: string;
}

/**
 * Finds the sheet of a name, or the first.
 * @throws InputError when there is none, or the archive holds no workbook
 */
export async function openWorkbook(zip: ZipArchive, wanted: string | undefined): Promise<Workbook> {
  const root = [...(await relations(zip, "_rels/.rels", "")).values()].find(({ type }) => type === "officeDocument");
  const main = root?.target ?? "xl/workbook.xml";
  if (main.endsWith(".bin")) throw refusals.binary();
  if (!zip.has(main)) throw refusals.foreign();
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const related = await relations(zip, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const sheets: { name: string; id: string }[] = [];
  let calendar: 1900 | 1904 = 1900;
  await parsePart(main, zip.read(main), {
    open(name, attributes) {
      if (name === "sheet") sheets.push({ name: attributes.name ?? "", id: relationId(attributes) });
      if (name === "workbookPr" && /^(?:1|true)$/.test(attributes.date1904 ?? "")) calendar = 1904;
    },
  });
  const tables = sheets.filter(({ id }) => related.get(id)?.type === "worksheet");
  const sheet = wanted === undefined ? tables[0] : tables.find(({ name }) => name.trim() === wanted.trim());
  if (!sheet)
    throw refusals.noSheet(
      wanted,
      tables.map(({ name }) => name),
    );
  const part = (type: string) => [...related.values()].find((r) => r.type === type && zip.has(r.target))?.target;
  const styles = part("styles");
  return {
    sheet: (related.get(sheet.id) as Relation).target,
    others: tables.filter((other) => other !== sheet).map(({ name }) => name),
    sharedStrings: part("sharedStrings"),
    formats: styles === undefined ? [] : await readFormats(styles, zip.read(styles)),
    calendar,
  };
}

/** `r:id`, whatever the prefix. */
function relationId(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
}

/** The relations of a part by id; types by the last part of their address (two standards name them differently). */
async function relations(zip: ZipArchive, path: string, folder: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!zip.has(path)) return found;
  await parsePart(path, zip.read(path), {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (name !== "Relationship") return;
      const target = Target.startsWith("/") ? Target.slice(1) : resolveDots(folder + Target);
      found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), target });
    },
  });
  return found;
}

function resolveDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
