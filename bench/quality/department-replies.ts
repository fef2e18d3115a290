import { loadCharters } from "../../analyzers/departments/charters.js";
import { readCsv } from "../../scripts/sentiment/corpora.js";

export interface AnsweredMessage {
  title: string;
  text: string;
  /** Units of config/departments.yaml that the reply names where answers name the unit at work. */
  units: string[];
}

/** A reply names the unit at work in its opening, or signs with it. */
const OPENING = 160;
const SIGNATURE = 60;

/**
 * Messages of messages_with_reply.csv.gz whose reply names a unit. Evidence, no gold: one of several right units is named,
 * or one that only joined in. Messages of `leaveOut` (file,id) are left out.
 */
export function readAnswered(dataFolder: string, leaveOut: ReadonlySet<string>): AnsweredMessage[] {
  const file = "messages_with_reply";
  const names = loadCharters().units.map((unit) => ({
    name: unit.name,
    names: unit.names
      .filter(({ text, weak }) => !weak && /[局委办院所处部公司会队]$/u.test(text))
      .map(({ text }) => text),
  }));
  return readCsv(dataFolder, file).flatMap(({ id, title = "", text = "", reply = "" }) => {
    if (leaveOut.has(`${file},${id}`)) return [];
    const said = namesItself(reply);
    const units = names.filter((unit) => unit.names.some((name) => said.includes(name))).map(({ name }) => name);
    return units.length === 0 ? [] : [{ title, text, units }];
  });
}

/** Where a reply names the unit at work; the citizen's title, quoted, is left out. */
function namesItself(reply: string): string {
  const bare = reply.replace(/\s+/gu, "");
  return bare.slice(0, OPENING).replace(/[“"《「][^”"》」]{4,80}[”"》」]/gu, "") + bare.slice(-SIGNATURE);
}
