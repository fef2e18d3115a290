import { openFile } from "../../../connectors/open-file.js";

/**
 * Reads the file given as argument and prints what was found, how much memory it took (MB), and how many records a second
 * of processor time it read: node --import tsx test/connectors/children/read-file.ts FILE
 */
const connector = openFile(process.argv[2] as string, { timezone: "Asia/Shanghai" });
const start = process.cpuUsage();
let items = 0;
let characters = 0;
const rejects: unknown[] = [];
for await (const batch of connector.read(new Map())) {
  items += batch.items.length;
  for (const { item } of batch.items) characters += item.text.length;
  for (const { row, reason, raw } of batch.rejects) rejects.push({ row, reason: reason.zh, raw: raw.length });
}
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
const { user, system } = process.cpuUsage(start);
const perSecond = Math.round((1e6 * items) / (user + system));
process.stdout.write(JSON.stringify({ items, characters, rejects, memory, perSecond }));
