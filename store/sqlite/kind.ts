import type { FileKind } from "../../core/database-file.js";
import { migration0001 } from "./migrations/0001.js";

/** The document store. Add a migration at the end of the list, never change one. */
export const STORE_FILE: FileKind = {
  name: { zh: "文档库", en: "store" },
  applicationId: 0x6d79_444f,
  pageSize: 8192,
  migrations: [migration0001],
};
