import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Answer, Order, Said, Settings } from "./wire.js";

/** The process of a text-classification model: the first message is its settings, every other one an order. It ends with its parent. */

/** While the model computes, this thread hears nothing: another one looks whether the parent is gone. */
const WATCH = `const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 2000);`;

/** Longer texts are cut here before they are cut to the model's tokens. */
const MOST_CHARACTERS = 4000;
/** Where the model does not say how many tokens it can take. */
const MOST_TOKENS = 512;

/** What fetch and the hub answer when a model cannot be had over the network. */
const NETWORK =
  /fetch failed|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|UND_ERR|Could not locate file|Unauthorized|\bError \(\d+\)|network/i;

type Classify = (text: string) => Promise<Said>;

process.once("message", async (settings: Settings) => {
  new Worker(WATCH, { eval: true }).unref();
  try {
    const { classify, labels } = await open(settings);
    process.on("message", (order: Order) => void answer(classify, order));
    say({ ready: true, labels });
  } catch (error) {
    const { code, message, cause } = error as NodeJS.ErrnoException;
    const whole = cause instanceof Error ? `${message}: ${cause.message}` : message;
    const remote = "name" in settings.place && NETWORK.test(whole);
    say({ fault: code === "ERR_MODULE_NOT_FOUND" ? "package" : remote ? "network" : "load", message: whole });
  }
});

const has = (folder: string, file: string): boolean => existsSync(join(folder, "onnx", `${file}.onnx`));

async function open({ place, threads }: Settings): Promise<{ classify: Classify; labels: string[] }> {
  const { AutoModelForSequenceClassification, AutoTokenizer, env } = await import("@xenova/transformers");
  const options = { session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 } };
  const load = (name: string, dtype: "q8" | "fp32") =>
    AutoModelForSequenceClassification.from_pretrained(name, { ...options, dtype });
  let name: string;
  let model: Awaited<ReturnType<typeof load>>;
  if ("folder" in place) {
    env.allowRemoteModels = false;
    env.localModelPath = dirname(place.folder);
    name = basename(place.folder);
    model = await load(name, has(place.folder, "model_quantized") ? "q8" : "fp32");
  } else {
    env.allowLocalModels = false;
    env.cacheDir = place.cache;
    if (place.host !== undefined) env.remoteHost = place.host.endsWith("/") ? place.host : `${place.host}/`;
    name = place.name;
    const kept = join(place.cache, name);
    const largeOnly = has(kept, "model") && !has(kept, "model_quantized");
    // Not every model has the small form.
    model = await load(name, largeOnly ? "fp32" : "q8").catch((error: Error) => {
      if (!error.message.includes("model_quantized")) throw error;
      return load(name, "fp32");
    });
  }
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const config = model.config as {
    max_position_embeddings?: number;
    id2label?: Record<string, string>;
    problem_type?: string;
  };
  const labels = Object.entries(config.id2label ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label);
  const most = Math.min(config.max_position_embeddings ?? MOST_TOKENS, tokenizer.model_max_length);
  const shares = config.problem_type === "multi_label_classification" ? sigmoids : softmax;
  const classify: Classify = async (text) => {
    const tokens = tokenizer(text.slice(0, MOST_CHARACTERS), { truncation: true, max_length: most });
    const { logits } = (await model(tokens)) as { logits: { data: Float32Array } };
    const probabilities = shares([...logits.data]);
    if (probabilities.length !== labels.length || !probabilities.every(Number.isFinite)) {
      throw new Error(`${labels.length} labels, but the numbers ${probabilities.slice(0, 8).join(" ")}`);
    }
    return Object.fromEntries(probabilities.map((probability, i) => [labels[i]!, probability]));
  };
  return { classify, labels };
}

function softmax(logits: readonly number[]): number[] {
  const greatest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

const sigmoids = (logits: readonly number[]): number[] => logits.map((logit) => 1 / (1 + Math.exp(-logit)));

/** One text at a time: many models are quantised so that an answer depends on the other texts of its batch. */
async function answer(classify: Classify, { id, texts }: Order): Promise<void> {
  try {
    const said: Said[] = [];
    for (const text of texts) said.push(await classify(text));
    say({ id, said });
  } catch (error) {
    say({ fault: "output", message: (error as Error).message });
  }
}

function say(answer: Answer): void {
  process.send?.(answer);
}
