import type { Hit, Store } from "../core/store.js";
import type { Period } from "./periods.js";

/** Messages looked at for each topic. */
const CANDIDATES = 20;

/**
 * One message for each topic, so that the picture has voices in it: the newest that is no repeat, is not shown
 * elsewhere, stands for its topic without doubt and says more than a few words; another district than those before it
 * where there is a choice.
 */
export async function sampleMessages(
  store: Store,
  period: Period,
  topics: readonly string[],
  shown: readonly Hit[],
): Promise<Hit[]> {
  const taken = new Set(shown.map(({ document }) => document.id));
  const districts = new Set<string>();
  const samples: Hit[] = [];
  for (const topic of topics) {
    const page = { size: CANDIDATES };
    const { hits } = await store.find({ ...period, topic: [topic], folded: "representatives" }, page);
    const fresh = hits.filter(({ document }) => !taken.has(document.id));
    const telling = fresh.filter(({ document }) => !document.analysis.topic.abstain && [...document.text].length >= 15);
    const elsewhere = telling.find(({ document }) => {
      const { district } = document.analysis.area;
      return district !== undefined && !districts.has(district);
    });
    const chosen = elsewhere ?? telling[0] ?? fresh[0];
    if (!chosen) continue;
    taken.add(chosen.document.id);
    if (chosen.document.analysis.area.district) districts.add(chosen.document.analysis.area.district);
    samples.push(chosen);
  }
  return samples;
}
