import { UsageError } from "../core/errors.js";
import type { Page } from "../core/store.js";

const DEFAULT = 20;
const LARGEST = 1000;

/** How many documents a page holds. @throws UsageError when that is no whole number from 1 to 1000. */
export function pageSize({ size = DEFAULT }: Page): number {
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST) return size;
  throw new UsageError({
    zh: `每页条数应在 1 到 ${LARGEST} 之间，而不是 ${size}`,
    en: `A page holds 1 to ${LARGEST} documents, not ${size}`,
  });
}
