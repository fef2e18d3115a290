import type { FileKind } from "../core/database-file.js";
import { migration0001 } from "./migrations/0001.js";
import { migration0002 } from "./migrations/0002.js";
import { migration0003 } from "./migrations/0003.js";
import { migration0004 } from "./migrations/0004.js";

/** The state file: everything that is not a document. Add a migration at the end of the list, never change one. */
export const STATE_FILE: FileKind = {
  name: { zh: "状态库", en: "state" },
  applicationId: 0x6d79_5354,
  migrations: [migration0001, migration0002, migration0003, migration0004],
};
