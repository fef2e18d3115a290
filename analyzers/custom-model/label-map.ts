import type { Localized } from "../../core/localized.js";
import { CustomModelError, nameOf } from "./faults.js";
import type { ModelPlace } from "./model-place.js";

/** What every label of a model means. */
export type LabelMap = ReadonlyMap<string, string>;

export interface LabelRules {
  /** `sentiment.labels` or `topic.labels` of the configuration: label of the model → class of ours. */
  configured: Readonly<Record<string, string>> | undefined;
  /** The class that a label means by itself; undefined where nobody can know. */
  meaning: (label: string) => string | undefined;
  /** Key of the configuration, for messages. */
  key: string;
  /** Whether a class that the configuration names exists. */
  isClass: (name: string) => boolean;
  expected: Localized;
}

/**
 * Gives every label of a model its meaning: as configured, else by itself.
 * @throws CustomModelError that names the labels found, when one has no meaning or the configuration names one that the
 * model does not have
 */
export function mapLabels(place: ModelPlace, labels: readonly string[], rules: LabelRules): LabelMap {
  const { configured = {}, meaning, isClass, key, expected } = rules;
  const map = new Map<string, string>();
  const without: string[] = [];
  for (const label of labels) {
    const means = configured[label] ?? meaning(label);
    if (means === undefined || !isClass(means)) without.push(label);
    else map.set(label, means);
  }
  const strange = Object.keys(configured).filter((label) => !labels.includes(label));
  if (without.length === 0 && strange.length === 0 && labels.length > 0) return map;
  const found = labels.join("、") || "—";
  const name = nameOf(place);
  const fault = strange.length > 0 ? strange : without;
  const what: Localized =
    strange.length > 0
      ? {
          zh: `${key} 里的标签 ${fault.join("、")} 不是模型 ${name} 的；它的标签有：${found}`,
          en: `${key} names ${fault.join(", ")}, which the model ${name} does not have; its labels: ${found}`,
        }
      : {
          zh: `模型 ${name} 的标签 ${fault.join("、") || "（无）"} 不知道是什么意思；它的标签有：${found}`,
          en: `the labels ${fault.join(", ") || "(none)"} of the model ${name} mean nothing by themselves; its labels: ${found}`,
        };
  throw new CustomModelError("labels", what, {
    zh: `在 ${key} 里写明每个标签的含义（${expected.zh}）。`,
    en: `Say under ${key} what each label means (${expected.en}).`,
  });
}

/** The probability of every class: the sum over the labels that mean it. */
export function classShares(said: Readonly<Record<string, number>>, map: LabelMap): Map<string, number> {
  const shares = new Map<string, number>();
  for (const [label, probability] of Object.entries(said)) {
    const means = map.get(label);
    if (means !== undefined) shares.set(means, (shares.get(means) ?? 0) + probability);
  }
  return shares;
}
