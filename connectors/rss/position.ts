import type { Position } from "../../core/connector.js";
import { Seen } from "./seen.js";

/** What is remembered of a feed. Times in ms since the epoch, 0 for never. */
export interface FeedPosition {
  /** When it was looked at last. */
  checkedAt: number;
  /** Not to be looked at before: the feed or its server asked for it, or it failed. */
  notBefore: number;
  /** How long the feed asks to be left alone between two looks, ms. */
  pause: number;
  /** For the conditional request; "" where the server gave none. */
  etag: string;
  lastModified: string;
  /** Looks in a row that gave no answer. */
  failures: number;
  /** The trouble that was told last, and when, so that it is not told at every look. */
  trouble: string;
  toldAt: number;
  /** The new address that was told last. */
  moved: string;
  /** The entries that the feed held. */
  seen: Seen;
}

export function feedPosition(position: Position | undefined): FeedPosition {
  const number = (name: string) => (typeof position?.[name] === "number" ? (position[name] as number) : 0);
  const text = (name: string) => (typeof position?.[name] === "string" ? (position[name] as string) : "");
  return {
    checkedAt: number("checkedAt"),
    notBefore: number("notBefore"),
    pause: number("pause"),
    etag: text("etag"),
    lastModified: text("lastModified"),
    failures: number("failures"),
    trouble: text("trouble"),
    toldAt: number("toldAt"),
    moved: text("moved"),
    seen: Seen.from(text("seen")),
  };
}

export function toPosition({ seen, ...position }: FeedPosition): Position {
  return { ...position, seen: seen.toText() };
}
