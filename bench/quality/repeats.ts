/** Characters of a run: two texts on the same matter share few runs of six, two copies nearly all. */
const RUN = 6;
/** Share of a text's runs that must stand in one other text to make it a repeat. */
const SHARE = 0.5;

const HAN = /\p{Script=Han}/u;

/** The different runs of six Han characters of a text, other signs left out; the whole of a shorter one. */
export function runsOf(text: string): Set<string> {
  const all = [...text.normalize("NFKC")];
  const han = all.filter((character) => HAN.test(character));
  const characters = han.length > 0 ? han : all.filter((character) => character.trim() !== "");
  const runs = new Set<string>();
  for (let i = 0; i === 0 || i + RUN <= characters.length; i++) runs.add(characters.slice(i, i + RUN).join(""));
  return runs;
}

/** For each candidate: whether half of it, or more, stands in one of the texts it is held against. */
export function repeatsOf(candidates: readonly string[], against: readonly string[]): boolean[] {
  const runs = candidates.map(runsOf);
  const holders = new Map<string, number[]>();
  runs.forEach((own, i) => {
    for (const run of own) {
      const list = holders.get(run);
      if (list === undefined) holders.set(run, [i]);
      else list.push(i);
    }
  });
  const repeats = candidates.map(() => false);
  for (const text of against) {
    const common = new Map<number, number>();
    for (const run of runsOf(text)) for (const i of holders.get(run) ?? []) common.set(i, (common.get(i) ?? 0) + 1);
    for (const [i, count] of common) if (count >= SHARE * runs[i]!.size) repeats[i] = true;
  }
  return repeats;
}
