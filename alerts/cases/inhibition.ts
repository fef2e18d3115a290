import type { AlertGroup } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import { rankOf } from "../levels.js";
import type { CaseRule } from "./settings.js";

/**
 * Which open cases keep quiet because another says the same at large: a case of a rule that inhibits theirs, of the same
 * values wherever both groups have the dimension (city-wide silences its districts), and of no lower level. A case that
 * is itself kept quiet keeps no other quiet, so of rules that inhibit each other one is always heard.
 * @returns number of the case → number of the one that it keeps quiet for
 */
export function inhibited(open: readonly TrackedCase[], rules: ReadonlyMap<string, CaseRule>): Map<number, number> {
  const raised = open.filter(({ status }) => status !== "pending").sort(byWeight);
  const finder = new Inhibitors(raised, rules);
  const result = new Map<number, number | undefined>();
  const under = new Set<number>();
  const find = (one: TrackedCase): number | undefined => {
    if (result.has(one.number)) return result.get(one.number);
    under.add(one.number);
    const by = finder.of(one).find((other) => !under.has(other.number) && find(other) === undefined)?.number;
    under.delete(one.number);
    result.set(one.number, by);
    return by;
  };
  for (const one of raised) find(one);
  return new Map([...result].filter((entry): entry is [number, number] => entry[1] !== undefined));
}

/** Finds the cases that may keep another quiet, without comparing each with each. */
class Inhibitors {
  /** Rule → rules that inhibit it. */
  private readonly by = new Map<string, string[]>();
  /** Rule → its cases by the dimensions that they are grouped by. */
  private readonly cases = new Map<string, Map<string, { dimensions: string[]; cases: TrackedCase[] }>>();
  private readonly indexes = new Map<string, Map<string, TrackedCase[]>>();

  constructor(raised: readonly TrackedCase[], rules: ReadonlyMap<string, CaseRule>) {
    for (const rule of rules.values()) {
      for (const target of rule.inhibits) this.by.set(target, [...(this.by.get(target) ?? []), rule.id]);
    }
    for (const one of raised) {
      const dimensions = Object.keys(one.group).sort();
      const shapes = this.cases.get(one.ruleId) ?? new Map();
      this.cases.set(one.ruleId, shapes);
      const shape = shapes.get(dimensions.join()) ?? { dimensions, cases: [] };
      shapes.set(dimensions.join(), shape);
      shape.cases.push(one);
    }
  }

  /** By weight. */
  of(one: TrackedCase): TrackedCase[] {
    const found: TrackedCase[] = [];
    for (const ruleId of this.by.get(one.ruleId) ?? []) {
      for (const [shape, { dimensions, cases }] of this.cases.get(ruleId) ?? []) {
        const shared = dimensions.filter((dimension) => dimension in one.group);
        const index = this.index(`${ruleId}\0${shape}\0${shared.join()}`, cases, shared);
        found.push(...(index.get(valuesOf(one.group, shared)) ?? []));
      }
    }
    return found
      .filter((other) => other.number !== one.number && rankOf(other.level) >= rankOf(one.level))
      .sort(byWeight);
  }

  private index(name: string, cases: readonly TrackedCase[], shared: readonly string[]): Map<string, TrackedCase[]> {
    let index = this.indexes.get(name);
    if (!index) {
      index = new Map();
      for (const one of cases) {
        const values = valuesOf(one.group, shared);
        const same = index.get(values);
        if (same) same.push(one);
        else index.set(values, [one]);
      }
      this.indexes.set(name, index);
    }
    return index;
  }
}

function valuesOf(group: AlertGroup, dimensions: readonly string[]): string {
  return JSON.stringify(dimensions.map((dimension) => group[dimension as keyof AlertGroup]));
}

function byWeight(a: TrackedCase, b: TrackedCase): number {
  return rankOf(b.level) - rankOf(a.level) || a.number - b.number;
}
