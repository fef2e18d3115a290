import { Checksum } from "../checksum.js";
import type { Context } from "./context.js";

/** See {@link Store.checksum}. */
export function checksum(context: Context): { documents: number; checksum: string } {
  return context.snapshot(() => {
    const result = new Checksum();
    const rows = context.database.prepare("SELECT id, hash FROM identities ORDER BY id").iterate();
    for (const { id, hash } of rows as Iterable<{ id: string; hash: string }>) result.add(id, hash);
    return result.result();
  });
}
