import type { Encoded } from "../../core/encoded.js";
import type { Heads, Task } from "./files.js";
import type { Outputs } from "./session.js";

/** Numbers of an embedding. */
const EMBEDDING = 256;

/** The model's numbers cannot be right. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/**
 * Turns the model's numbers for a batch into what it says of each text.
 * @param count texts in the batch
 * @throws OutputError when an output is missing, of a wrong size, or holds a number that is none (R40)
 */
export function decode(outputs: Outputs, count: number, { labels, temperature }: Heads): Encoded[] {
  const tasks = Object.keys(labels) as Task[];
  const rows = new Map<string, Float32Array>(
    tasks.map((task) => [task, checked(outputs, task, count, labels[task].length)]),
  );
  rows.set("embedding", checked(outputs, "embedding", count, EMBEDDING));
  return Array.from({ length: count }, (_, i) => {
    const row = (name: string, size: number) => (rows.get(name) as Float32Array).slice(i * size, (i + 1) * size);
    const shares = (task: Task) => softmax(row(task, labels[task].length), temperature[task]);
    const topic = shares("topic");
    return {
      topic: Object.fromEntries(labels.topic.map((label, j) => [label, topic[j] as number])),
      civic: shares("civic"),
      post: shares("post"),
      emotion: shares("emotion"),
      severity: shares("severity"),
      demand: shares("demand"),
      register: shares("register")[1] as number,
      embedding: row("embedding", EMBEDDING),
    };
  });
}

function checked(outputs: Outputs, name: string, count: number, size: number): Float32Array {
  const values = outputs[name];
  if (!(values instanceof Float32Array) || values.length !== count * size) {
    throw new OutputError(`${name}: ${values?.length ?? "no"} numbers where ${count} × ${size} are expected`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new OutputError(`${name}: ${values[wrong]} in row ${Math.floor(wrong / size) + 1}`);
  return values;
}

/** Probabilities from logits, in place. */
function softmax(logits: Float32Array, temperature: number): Float32Array {
  const top = Math.max(...logits);
  const raised = Array.from(logits, (logit) => Math.exp((logit - top) / temperature));
  const sum = raised.reduce((a, b) => a + b, 0);
  for (const [i, value] of raised.entries()) logits[i] = value / sum;
  return logits;
}
