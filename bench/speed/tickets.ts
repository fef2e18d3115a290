import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { shipped } from "../../core/paths.js";
import { randomFrom } from "../random.js";

export interface Ticket {
  id: string;
  title: string;
  text: string;
  time: string;
}

/** The sentences of the bundled sample. */
async function sampleSentences(): Promise<string[]> {
  const sentences: string[] = [];
  const rows = createReadStream(shipped("config", "sample", "messages.csv")).pipe(parse({ columns: true, bom: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    sentences.push(...(row.内容 ?? "").split(/(?<=[。！？!?\n])/).filter((sentence) => sentence.trim().length > 5));
  }
  return sentences;
}

/**
 * Tickets of exactly so many characters, put together from sentences of the sample drawn at random, so that words are
 * real and no two tickets are alike; spread over 60 days.
 */
export async function* makeTickets(count: number, characters: number): AsyncGenerator<Ticket> {
  const random = randomFrom(20261101);
  const sentences = await sampleSentences();
  const start = Date.UTC(2026, 8, 1);
  for (let i = 0; i < count; i++) {
    let text = "";
    while (text.length < characters) text += sentences[Math.floor(random() * sentences.length)];
    text = text.slice(0, characters).toWellFormed();
    const time = new Date(start + Math.floor((i / count) * 60 * 86_400) * 1000).toISOString();
    yield { id: `T${String(i).padStart(8, "0")}`, title: text.slice(0, 16), text, time };
  }
}
