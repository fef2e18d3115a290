import { openFile } from "../../../connectors/open-file.js";

/** Reads the file given as argument and prints what was found, how much memory it took (MB), and records per second. */
const connector = openFile(process.argv[2] as string, { timezone: "Asia/Shanghai" });
const start = performance.now();
let items = 0;
let characters = 0;
const rejects: unknown[] = [];
for await (const batch of connector.read(new Map())) {
  items += batch.items.length;
  for (const { item } of batch.items) characters += item.text.length;
  for (const { row, reason, raw } of batch.rejects) rejects.push({ row, reason: reason.zh, raw: raw.length });
}
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
const perSecond = Math.round((1000 * items) / (performance.now() - start));
process.stdout.write(JSON.stringify({ items, characters, rejects, memory, perSecond }));
