import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "../../core/store.js";
import type { Ticket } from "../speed/tickets.js";
import type { Served } from "./served.js";

export interface Measured {
  /** ms from the sending of a message to the first search that finds it, ascending. */
  delays: number[];
  sent: number;
  /** Answers that were not 202. */
  refused: number;
  /** Messages looked for that were not found within a minute of the end. */
  lost: number;
  /** Processor time of the service while messages were sent, % of one core. */
  cpu: number;
}

/** Every so many messages one is looked for, by a word of its own. */
const SAMPLE = 20;
const LOOK_EVERY = 50;
const GIVE_UP = 60_000;

const wordOf = (i: number) => `zz${i + 1}probe`;

/** Sends messages one by one, evenly, and looks for a sample of them until all of it is found. */
export async function measure(
  served: Served,
  store: Store,
  tickets: AsyncIterable<Ticket>,
  rate: number,
): Promise<Measured> {
  const outstanding = new Map<string, number>();
  const delays: number[] = [];
  const answers: Promise<number>[] = [];
  let sending = true;

  const look = async () => {
    let idleSince = performance.now();
    while (sending || outstanding.size > 0) {
      if (sending) idleSince = performance.now();
      else if (performance.now() - idleSince > GIVE_UP) return;
      // The oldest first: where one is not to be found yet, those behind it are not either.
      for (const [word, at] of outstanding) {
        if ((await store.find({ text: word }, { size: 1 })).total === 0) break;
        delays.push(performance.now() - at);
        outstanding.delete(word);
      }
      await wait(LOOK_EVERY);
    }
  };
  const looking = look();

  const cpuBefore = served.cpu();
  const start = performance.now();
  let i = 0;
  for await (const { id, title, text } of tickets) {
    const due = start + (i * 1000) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    const probe = i % SAMPLE === 0;
    if (probe) outstanding.set(wordOf(i), performance.now());
    answers.push(served.push({ id, title, text: probe ? `${text} ${wordOf(i)}` : text, author: `user ${i % 5000}` }));
    i++;
  }
  const statuses = await Promise.all(answers);
  const cpu = ((served.cpu() - cpuBefore) / ((performance.now() - start) / 1000)) * 100;
  sending = false;
  await looking;
  delays.sort((a, b) => a - b);
  const refused = statuses.filter((status) => status !== 202).length;
  return { delays, sent: i, refused, lost: outstanding.size, cpu };
}

/** Waits until a first message was analysed and can be found, and opens the store that holds it. */
export async function warmUp(served: Served, open: () => Promise<Store>): Promise<Store> {
  await served.push({ id: "warm", text: `预热 ${wordOf(-1)}` });
  let store: Store | undefined;
  for (;;) {
    store ??= await open().catch(() => undefined);
    if (store && (await store.find({ text: wordOf(-1) }, { size: 1 })).total > 0) return store;
    await wait(LOOK_EVERY);
  }
}
