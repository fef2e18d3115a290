import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Server } from "../../test/services/server.js";
import { randomFrom } from "../random.js";
import type { Places } from "./places.js";

/** What can be done to them, and how often out of a hundred. */
const BLOWS = [
  ["worker killed", 52],
  ["coordinator killed", 28],
  ["Redis killed", 6],
  ["Redis emptied", 7],
  ["Elasticsearch killed", 7],
] as const;
export type Blow = (typeof BLOWS)[number][0];

export interface KillerOptions {
  places: Places;
  redis: Server;
  elasticsearch: Server;
  kills: number;
  items: number;
  seed: number;
  say: (text: string) => void;
}

/** Strikes at random moments that are spread over the whole work. */
export class Killer {
  readonly tally = new Map<Blow, number>(BLOWS.map(([blow]) => [blow, 0]));
  private readonly random: () => number;

  constructor(private readonly options: KillerOptions) {
    this.random = randomFrom(options.seed + 1);
  }

  /** Resolves after the last blow, or when there is nothing left to harm. */
  async strike(): Promise<void> {
    const { kills, items, places, say } = this.options;
    for (let k = 0; k < kills; k++) {
      // The last ones find everybody still at work.
      const at = ((k + this.random()) / kills) * items * 0.97;
      while (places.done() < at && !places.over) await wait(20);
      await wait(this.random() * 300);
      if (places.over) return;
      await this.harm(this.choose());
      if ((k + 1) % 10 === 0) say(`${k + 1} kills, ${places.done()} of ${items} messages`);
    }
  }

  private choose(): Blow {
    let left = this.random() * 100;
    for (const [blow, share] of BLOWS) {
      left -= share;
      if (left < 0) return blow;
    }
    return "worker killed";
  }

  private async harm(blow: Blow): Promise<void> {
    const { places, redis, elasticsearch } = this.options;
    const worker = this.random() < 0.5 ? "first worker" : "second worker";
    switch (blow) {
      case "worker killed":
        while (!(await places.kill(worker)) && !places.over) await wait(20);
        break;
      case "coordinator killed":
        while (!(await places.kill("coordinator")) && !places.over) await wait(20);
        break;
      case "Redis killed":
        await redis.kill();
        await wait(this.random() * 3000);
        await redis.restart();
        break;
      case "Redis emptied":
        await empty(redis.url);
        break;
      case "Elasticsearch killed":
        await elasticsearch.kill();
        await elasticsearch.restart();
        break;
    }
    this.tally.set(blow, (this.tally.get(blow) ?? 0) + 1);
  }
}

async function empty(url: string): Promise<void> {
  const client = new Redis(url);
  try {
    await client.flushall();
  } finally {
    client.disconnect();
  }
}
