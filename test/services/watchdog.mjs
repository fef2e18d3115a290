// Stops what a test process started and left behind. Told over stdin, one JSON array a line: ["add" | "drop", "group" |
// "folder", id]. When stdin ends, the test process is gone, however it went; what is still listed is killed and removed.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const groups = new Set();
const folders = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [what, kind, id] = JSON.parse(line);
    const listed = kind === "group" ? groups : folders;
    if (what === "add") listed.add(id);
    else listed.delete(id);
  })
  .on("close", () => {
    for (const group of groups) {
      try {
        process.kill(-group, "SIGKILL");
      } catch {
        // It ended by itself.
      }
    }
    // A dying server may still write for a moment.
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
