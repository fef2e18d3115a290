/**
 * Puts so many resampled messages into a state, with their issues, then brings in a night's
 * new ones and says in JSON how long the update took: the program that speed.ts starts, so that memory is its own.
 */
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import type { Issue } from "../../core/issue.js";
import { findMatters, type Matter } from "../../trends/issues/engine/find-matters.js";
import { GramFrequencies } from "../../trends/issues/engine/frequencies.js";
import { MATTER_SETTINGS } from "../../trends/issues/engine/settings.js";
import { matterOf } from "./finders/engine.js";
import { bareDocument, bytesOf, Nights } from "./night.js";
import { resample } from "./resample.js";
import type { SpeedTask } from "./speed.js";

const PORTION = 10_000;

type Member = Pick<Matter, "at" | "id">;

const { messages, matters, count, night = 0 } = deserialize(readFileSync(process.argv[2]!)) as SpeedTask;
// Towns are alike, so what was found among the messages that they are made of holds in each.
const labels = findMatters(messages.map(matterOf));
const at = new Map<string, number>();
const nights = new Nights(at);
try {
  const { state } = nights;
  const frequencies = new GramFrequencies();
  const members = new Map<string, Member[]>();
  const fresh: Matter[] = [];
  let known: Matter[] = [];
  const put = (portion: readonly Matter[]) => {
    state.matters.put(
      portion.map(({ id, at: created, print }) => ({ id, at: created, representative: id, print: bytesOf(print) })),
    );
  };
  const keep = () => {
    state.transaction(() => {
      put(known);
      state.matters.settle(known.map(({ id }) => id));
    });
    known = [];
  };
  let made = 0;
  for (const matter of resample(messages, matters, count + night)) {
    at.set(matter.id, matter.at);
    // The new ones are spread over all towns, as a night's messages are.
    const due = Math.floor((++made * night) / (count + night));
    if (due > fresh.length) {
      fresh.push(matter);
      continue;
    }
    const label = labels[matter.source]!;
    if (label >= 0) {
      const id = `${matter.town}-${label}`;
      members.set(id, [...(members.get(id) ?? []), { id: matter.id, at: matter.at }]);
    }
    frequencies.count(matter.print);
    known.push(matter);
    if (known.length === PORTION) keep();
  }
  keep();
  const issues = [...members].filter(([, own]) => own.length >= MATTER_SETTINGS.least);
  state.transaction(() => {
    state.issues.save(issues.map(([id, own]) => issueOf(id, own)));
    for (const [issueId, own] of issues) {
      state.issues.assign(own.map(({ id: documentId, at: created }) => ({ documentId, issueId, at: created })));
    }
    state.matterFrequencies.save(frequencies.serialise());
  });
  members.clear();
  state.transaction(() => put(fresh));
  const started = performance.now();
  const update = await nights.update([...at.values()].reduce((a, b) => Math.max(a, b), 0));
  const seconds = (performance.now() - started) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ count, issues: issues.length, seconds, peakBytes, update }));
} finally {
  nights.close();
}

function issueOf(id: string, own: readonly Member[]): Issue {
  const times = own.map(({ at: created }) => created);
  const day = (instant: number) => bareDocument("", instant).createdAt;
  const [from, to] = [day(Math.min(...times)), day(Math.max(...times))];
  return {
    id,
    title: id,
    place: "",
    keywords: [],
    summary: [],
    topic: ["其他"],
    district: "",
    places: [],
    representatives: [own[0]!.id],
    status: "open",
    renamed: false,
    pinned: false,
    dismissed: false,
    stats: {
      from,
      to,
      count: own.length,
      citizens: own.length,
      days: [{ day: to.slice(0, 10), n: own.length, citizens: own.length }],
      negative: own.length,
      severity: [0, own.length, 0, 0],
      likes: 0,
      dislikes: 0,
      echoes: 0,
      mostByOne: 1,
    },
    heat: 10,
    heatParts: {
      volume: 10,
      citizens: 0,
      growth: 0,
      duration: 0,
      severity: 0,
      negativity: 0,
      support: 0,
      recency: 0,
    },
    flags: [],
    recurs: [],
  };
}
