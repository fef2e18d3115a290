/**
 * Finds the issues among so many resampled messages and says in JSON how long it took: the program that speed.ts starts,
 * so that memory is its own. Reads {"messages": …, "matters": …, "count": …} from the file that it is given.
 */
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { findMatters } from "../../trends/issues/engine/find-matters.js";
import { membersOf } from "./metrics.js";
import { resample } from "./resample.js";
import type { SpeedTask } from "./speed.js";

const { messages, matters, count } = deserialize(readFileSync(process.argv[2]!)) as SpeedTask;
const documents = [...resample(messages, matters, count)];
messages.length = 0;
const started = performance.now();
const issues = membersOf(findMatters(documents));
const seconds = (performance.now() - started) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ count: documents.length, issues: issues.size, seconds, peakBytes }));
