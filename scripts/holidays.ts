// Writes config/holidays.yaml from the package chinese-days: node --import tsx scripts/holidays.ts
// Only its data is taken: its functions reckon in the zone of the machine and are wrong west of Greenwich.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { writeFileAtomic } from "../core/atomic-file.js";
import { shipped } from "../core/paths.js";
import { holidaysText, type Source } from "./holidays-text.js";

const require = createRequire(import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(require.resolve(`chinese-days/${name}`), "utf8")) as T;

const { version } = read<{ version: string }>("package.json");
writeFileAtomic(shipped("config", "holidays.yaml"), holidaysText(read<Source>("dist/chinese-days.json"), version));
