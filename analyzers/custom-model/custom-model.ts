import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { type Clock, systemClock } from "../../core/clock.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import { Circuit } from "../encoder/circuit.js";
import { CustomModelError, faultOf } from "./faults.js";
import { classShares, type LabelMap, type LabelRules, mapLabels } from "./label-map.js";
import type { ModelPlace } from "./model-place.js";
import { ModelProcess } from "./process.js";

export interface CustomModelOptions {
  place: ModelPlace;
  /** Mirror of the hub; default: the hub itself. */
  host?: string | undefined;
  /** Folder for fetched models; needed for those named by their name on the hub. Default: data/models. */
  cache?: string | undefined;
  /** Cores; default: all, at most 8. */
  threads?: number | undefined;
  /** Seconds without an answer after which the process is started again; default 30. */
  timeout?: number | undefined;
  clock?: Clock | undefined;
  /** Told, once for each cause, why texts go without the model. */
  onWarning?: ((warning: Localized) => void) | undefined;
}

const CODE_VERSION = 1;
const TIMEOUT = 30;
const MOST_THREADS = 8;

/** A text-classification model of the office's choice, in a process of its own (row R40 holds for it too). */
export class CustomModel {
  /** Of code, place and label map. What lies on a hub may change under its name: that it cannot tell. */
  readonly version: string;
  private process: ModelProcess | undefined;
  private map: LabelMap | undefined;
  /** Labels without a meaning do not get one by asking again. */
  private unusable: CustomModelError | undefined;
  private last: CustomModelError | undefined;
  private readonly circuit: Circuit;
  private readonly told = new Set<string>();

  /** @throws CustomModelError for a folder whose labels mean nothing, or that is none */
  constructor(
    private readonly options: CustomModelOptions,
    private readonly rules: LabelRules,
  ) {
    this.circuit = new Circuit(options.clock ?? systemClock);
    const { place } = options;
    if (place.kind === "nothing" || place.kind === "office") {
      throw faultOf(place, "load", "没有这个文件夹 / there is no such folder");
    }
    const config = place.kind === "folder" ? this.readConfig(place.path) : "";
    this.version = `${CODE_VERSION}+${place.kind}:${hashOf(JSON.stringify([place, config, rules.configured])).slice(0, 12)}`;
  }

  /**
   * The probability of every class for each text, in order; undefined when the model gives no answer: then it has been
   * told why. Never throws.
   */
  async ask(texts: readonly string[]): Promise<Map<string, number>[] | undefined> {
    const patience = (this.options.timeout ?? TIMEOUT) * 1000;
    try {
      if (this.unusable) throw this.unusable;
      if (this.circuit.open && this.last) throw faultOf(this.options.place, "resting", this.last.what.zh);
      if (!this.process || this.process.ended) this.process = this.start();
      const { process } = this;
      this.map ??= mapLabels(this.options.place, await process.labels(patience), this.rules);
      const { map } = this;
      const said = await process.run(texts, patience);
      this.circuit.succeeded();
      return said.map((one) => classShares(one, map));
    } catch (error) {
      if (!(error instanceof CustomModelError)) throw error;
      if (error.fault === "labels") {
        this.unusable = error;
        await this.process?.close();
      } else if (error.fault !== "resting") {
        this.last = error;
        this.circuit.failed();
      }
      this.warn(error);
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.process?.close();
  }

  private start(): ModelProcess {
    const { place, host, cache = join("data", "models"), threads } = this.options;
    const where =
      place.kind === "hub"
        ? { name: place.name, host, cache: resolve(cache) }
        : { folder: resolve((place as { path: string }).path) };
    const cores = threads ?? Math.min(MOST_THREADS, availableParallelism());
    return new ModelProcess({ place: where, threads: cores }, place);
  }

  /** The labels of a folder are known at once: whoever wrote the map is told at once too. */
  private readConfig(folder: string): string {
    let text: string;
    let labels: string[];
    try {
      text = readFileSync(join(folder, "config.json"), "utf8");
      labels = Object.values((JSON.parse(text) as { id2label?: Record<string, string> }).id2label ?? {});
    } catch (error) {
      throw faultOf(this.options.place, "load", `config.json: ${(error as Error).message}`);
    }
    mapLabels(this.options.place, labels, this.rules);
    return text;
  }

  private warn({ fault, what, fix }: CustomModelError): void {
    if (this.told.has(fault)) return;
    this.told.add(fault);
    this.options.onWarning?.({
      zh: `降级：${what.zh}${fix ? `。${fix.zh}` : ""}`,
      en: `Degraded: ${what.en}${fix ? `. ${fix.en}` : ""}`,
    });
  }
}
