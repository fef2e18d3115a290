import { readCsv } from "../../scripts/sentiment/corpora.js";

/** A citizen's message, as a file of the development data or the generator of planted issues gives it. */
export interface Message {
  /** Its own id: of the file, with the file's name before it where several are read together. */
  id: string;
  title?: string;
  text: string;
  /** As the file has it, in Shanghai time: `2019-02-28 11:25:05`, or a day. */
  time: string;
  user?: string;
}

/** The messages that hot issues are measured on. */
export function readMessages(folder: string): Message[] {
  return messagesOf(folder, "messages", (id) => id);
}

/** Messages of other files, each id with its file's name before it: `tickets_sichuan.csv.gz:3175338`. */
export function readOthers(folder: string, files: readonly string[]): Message[] {
  return files.flatMap((file) => messagesOf(folder, file.replace(/\.csv\.gz$/, ""), (id) => `${file}:${id}`));
}

function messagesOf(folder: string, name: string, idOf: (id: string) => string): Message[] {
  return readCsv(folder, name).map(({ id = "", title, text = "", user, time, date, created_at }) => ({
    id: idOf(id),
    ...(title && { title }),
    text,
    time: time ?? date ?? created_at ?? "",
    ...(user && { user }),
  }));
}

/** The instant of a message's time, in milliseconds since the epoch. */
export function instantOf({ time }: Message): number {
  const full = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(time);
  if (full === null) throw new Error(`${time} is no time`);
  const [year, month, day, hour = 0, minute = 0, second = 0] = full.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year!, month! - 1, day!, hour - 8, minute, second);
}
