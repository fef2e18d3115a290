import type { Verdict } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { Duty } from "../../state/alert-duty.js";
import type { CaseEvent } from "../../state/alert-events.js";
import type { AlertMemory, HeldNotice } from "../../state/alert-memory.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import type { Silence } from "../../state/alert-silences.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import { Receivers } from "../subscriptions/receivers.js";
import type { Within } from "../subscriptions/scope.js";
import { address } from "./address.js";
import { CaseBook } from "./book.js";
import { compose } from "./compose.js";
import { digests } from "./daily.js";
import { follow } from "./follow.js";
import { inOrder } from "./in-order.js";
import { followLeftOver, type Judged } from "./left-over.js";
import { mute } from "./mute.js";
import type { Presentation } from "./presentation.js";
import { inRound } from "./round.js";
import type { CaseRule, CaseSettings } from "./settings.js";
import { lapse, wanted } from "./wanted.js";

/** All that a step goes by. */
export interface StepInput {
  /** As AlertCases.forEvaluation() gives them for the groups of the verdicts. */
  cases: readonly TrackedCase[];
  /** Number that the next case gets. */
  nextNumber: number;
  verdicts: readonly Verdict[];
  /** Rules that have looked at all of their groups; empty where that is not known. */
  judged: readonly Judged[];
  /** Every rule that there is, those switched off too. */
  rules: readonly CaseRule[];
  silences: readonly Silence[];
  subscriptions: readonly Subscription[];
  /** Who is on duty at `now`, in the order in which they are called. */
  duty: readonly Duty[];
  memory: AlertMemory;
  held: readonly HeldNotice[];
  /** ms since the epoch. */
  now: number;
  settings: CaseSettings;
  within?: Within;
  presentation: Presentation;
}

/** What a step changes; all of it is to be committed at once. */
export interface StepResult {
  cases: TrackedCase[];
  events: CaseEvent[];
  outbox: NewOutboxRow[];
  /** Lines that wait for a digest from now on. */
  hold: HeldNotice[];
  /** Receivers whose waiting lines (those given and those of `hold`) are in the outbox now. */
  release: string[];
  memory: AlertMemory;
}

/**
 * One step in the life of all cases: what the verdicts make of them, what has run out meanwhile, who is told of what. A
 * pure function: the same input gives the same result, in whatever order verdicts come; a step that was not committed
 * can be made again. Without verdicts only time goes on: nothing is opened and nothing is over by it.
 */
export function step(input: StepInput): StepResult {
  const { now, settings, presentation } = input;
  const rules = new Map(input.rules.map((rule) => [rule.id, rule]));
  const book = new CaseBook(input.cases, input.nextNumber, now);
  const verdicts = inOrder(input.verdicts.filter(({ ruleId }) => rules.get(ruleId)?.enabled));
  for (const keyed of verdicts) follow(book, keyed, rules.get(keyed.verdict.ruleId) as CaseRule, settings);
  followLeftOver(book, verdicts, input.judged, rules, settings);
  lapse(book);
  mute(book, input.silences, rules);

  const receivers = new Receivers({
    subscriptions: input.subscriptions,
    duty: input.duty,
    rules,
    settings,
    ...(input.within && { within: input.within }),
  });
  const round = inRound(wanted(book, rules, settings), input.memory, now, settings);
  const mails = address(book, round.wanted, receivers);
  const outbox: NewOutboxRow[] = [];
  const hold: HeldNotice[] = [];
  const subscribed = new Set(input.subscriptions.map(({ account }) => `account:${account}`));
  const told = Object.fromEntries(Object.entries(input.memory.told).filter(([id]) => subscribed.has(id)));
  for (const mail of mails) {
    const composed = compose(mail, now, settings, presentation);
    outbox.push(...composed.outbox);
    hold.push(...composed.held);
    for (const { receiver, cases } of composed.outbox) {
      if (subscribed.has(receiver)) told[receiver] = (told[receiver] ?? 0) + cases.length;
    }
  }

  const judged = input.judged.length > 0 || input.verdicts.some(({ state }) => state !== "unknown");
  const { roundAt, roundCases, judgedAt, ...rest } = input.memory;
  const lastJudged = judged ? now : judgedAt;
  const memory: AlertMemory = {
    ...rest,
    told,
    ...(round.roundAt !== undefined && { roundAt: round.roundAt, roundCases: round.roundCases ?? 0 }),
    ...(lastJudged !== undefined && { judgedAt: lastJudged }),
  };
  const daily = digests(input, book, receivers, memory, [...input.held, ...hold]);
  return {
    cases: book.changed(),
    events: book.events,
    outbox: [...outbox, ...daily.outbox],
    hold,
    release: daily.release,
    memory: daily.memory,
  };
}
