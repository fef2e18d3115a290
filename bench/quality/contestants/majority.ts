import type { Contestant } from "../task.js";

/** Says of every text what most training rows are. */
export const majority: Contestant = {
  id: "majority",
  name: { zh: "总猜最多的一类", en: "majority class" },
  guess: async ({ train, test }) => {
    const counts = new Map<string, number>();
    for (const { label } of train) counts.set(label, (counts.get(label) ?? 0) + 1);
    const [label] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    return test.map(() => ({ label }));
  },
};
