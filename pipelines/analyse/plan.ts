import type { Analysis } from "../../core/analysis.js";
import { type Analyzer, type Draft, ItemError } from "../../core/analyzer.js";
import { contentHash } from "../../core/feedback-document.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import type { MaskedItem } from "../../core/masked-item.js";

/**
 * What the analyse step gives for one item: the analysis, its hash, the text's fingerprint and what hot issues are found
 * by, or why there is none.
 */
export type Analysed = { analysis: Analysis; hash: string; signature: string; print: string } | { error: Localized };

/** A chunk's results, one per item in order, and how long each analyzer took for them. */
export interface AnalysedChunk {
  results: Analysed[];
  /** What a person should know of how they were come by, each thing once in the life of whatever analyses. */
  warnings?: Localized[];
  /** Microseconds by analyzer. */
  spent: Record<string, number>;
}

/** Any analyzer, whatever it needs and adds. */
export type AnyAnalyzer = Analyzer<keyof Draft, keyof Draft>;

/** Fields of a draft that come with the item, so that no analyzer has to add them. */
const GIVEN = new Set<keyof Draft>([
  "id",
  "source",
  "externalId",
  "channel",
  "kind",
  "title",
  "text",
  "createdAt",
  "district",
  "street",
  "address",
  "department",
  "category",
  "url",
  "engagement",
  "reply",
  "history",
  "status",
  "satisfaction",
]);

/** Fields that help on the way and are no part of the analysis. */
const INTERNAL = new Set<keyof Draft>(["content", "words", "encoded", "signature", "print"]);

/** Fields that several analyzers may add to: what they say is put together. */
const SHARED = new Set<keyof Draft>(["degraded"]);

/**
 * Puts analyzers into an order in which each finds what it needs, the given order kept where it may be.
 * @throws Error when two add the same field, or one needs a field that none adds or that only comes after it.
 */
export function orderByNeeds(analyzers: readonly AnyAnalyzer[]): AnyAnalyzer[] {
  const makers = new Map<keyof Draft, string>();
  for (const analyzer of analyzers) {
    for (const field of analyzer.adds) {
      if (SHARED.has(field)) continue;
      const other = makers.get(field);
      if (other !== undefined || GIVEN.has(field)) {
        throw new Error(`${analyzer.id} adds ${field}, which ${other ?? "the item"} has already`);
      }
      makers.set(field, analyzer.id);
    }
  }
  const ordered: AnyAnalyzer[] = [];
  const present = new Set<keyof Draft>(GIVEN);
  let waiting = [...analyzers];
  while (waiting.length > 0) {
    const ready = waiting.find((a) => a.needs.every((field) => present.has(field)));
    if (ready === undefined) {
      const missing = waiting.map((a) => `${a.id} needs ${a.needs.filter((f) => !present.has(f)).join(", ")}`);
      throw new Error(`no order of analyzers works: ${missing.join("; ")}`);
    }
    ordered.push(ready);
    for (const field of ready.adds) present.add(field);
    waiting = waiting.filter((a) => a !== ready);
  }
  return ordered;
}

/** Gives a draft what an analyzer found. */
function add(draft: Draft, result: Partial<Draft>): void {
  const degraded = result.degraded && [...(draft.degraded ?? []), ...result.degraded];
  Object.assign(draft, result, degraded && { degraded });
}

/** Analyzers in working order. Pure: items in, analyses out; no store, no state, no clock. */
export class AnalysisPlan {
  private readonly ordered: AnyAnalyzer[];
  /** Per derived field, short: analyzer and a hash of its full version. Goes into every document. */
  private readonly versions: Record<string, string> = {};
  /** Per analyzer, in full: for the run's manifest. */
  readonly manifest: Record<string, string> = {};

  constructor(analyzers: readonly AnyAnalyzer[]) {
    this.ordered = orderByNeeds(analyzers);
    for (const { id, version, adds } of this.ordered) {
      this.manifest[id] = version;
      for (const field of adds) {
        if (!INTERNAL.has(field) && !SHARED.has(field)) this.versions[field] = `${id}@${hashOf(version).slice(0, 8)}`;
      }
    }
  }

  /** One result per item, in order. An item that an analyzer cannot take does not stop the others. */
  async analyse(items: readonly MaskedItem[]): Promise<AnalysedChunk> {
    const spent: Record<string, number> = {};
    const drafts = items.map((item) => ({ ...item }) as Draft);
    const failed = new Map<Draft, string>();
    for (const analyzer of this.ordered) {
      const batch = failed.size === 0 ? drafts : drafts.filter((draft) => !failed.has(draft));
      const before = performance.now();
      const results = await this.runOne(analyzer, batch);
      spent[analyzer.id] = Math.round((performance.now() - before) * 1000);
      for (const [i, draft] of batch.entries()) {
        const result = results[i];
        if (result === undefined)
          throw new Error(`${analyzer.id} gave ${results.length} results for ${batch.length} items`);
        if (result instanceof ItemError) failed.set(draft, `${analyzer.id}: ${result.message}`);
        else add(draft, result);
      }
    }
    const results = drafts.map((draft) => {
      const error = failed.get(draft);
      if (error !== undefined) return { error: { zh: error, en: error } };
      const analysis = this.analysisOf(draft);
      return { analysis, hash: contentHash(analysis), signature: draft.signature, print: draft.print };
    });
    return { results, spent };
  }

  /** A batch that makes an analyzer throw is tried item by item, so that only the item at fault is lost. */
  private async runOne(analyzer: AnyAnalyzer, batch: readonly Draft[]): Promise<(Partial<Draft> | ItemError)[]> {
    try {
      return await analyzer.analyze(batch);
    } catch (error) {
      if (batch.length === 1) return [new ItemError(error instanceof Error ? error.message : String(error))];
      const results: (Partial<Draft> | ItemError)[] = [];
      for (const draft of batch) results.push(...(await this.runOne(analyzer, [draft])));
      return results;
    }
  }

  private analysisOf(draft: Draft): Analysis {
    const analysis: Partial<Record<keyof Analysis, unknown>> = {};
    for (const { adds } of this.ordered) {
      for (const field of adds) {
        const value = draft[field];
        if (!INTERNAL.has(field) && value !== undefined) analysis[field as keyof Analysis] = value;
      }
    }
    return { ...(analysis as unknown as Omit<Analysis, "versions">), versions: this.versions };
  }
}
