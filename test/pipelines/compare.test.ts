import fc from "fast-check";
import { expect, test } from "vitest";
import { compareEntries, type Entry, isSame } from "../../pipelines/compare.js";

async function* portions(entries: readonly Entry[], size: number): AsyncGenerator<Entry[]> {
  for (let i = 0; i < entries.length; i += size) yield entries.slice(i, i + size);
}

const entry = (id: string, hash = "h", createdAt = 0): Entry => ({ id, hash, revision: 1, createdAt });
const compare = (left: Entry[], right: Entry[]) => compareEntries(portions(left, 2), portions(right, 3));

test("what is on one side only, what differs, and since when", async () => {
  const left = [entry("a"), entry("b", "h", 50), entry("c", "x"), entry("e", "h", 30), entry("f", "h", 40)];
  const right = [entry("a"), entry("c", "y"), entry("d", "h", 70)];
  const found = await compare(left, right);
  expect(found).toEqual({
    left: 5,
    right: 3,
    onlyLeft: { count: 3, ids: ["b", "e", "f"], since: 30 },
    onlyRight: { count: 1, ids: ["d"], since: 70 },
    different: { count: 1, ids: ["c"], since: 0 },
    otherRevision: 0,
  });
  expect(isSame(found)).toBe(false);
});

test("the same content under another revision is no fault; what one side does not know is not compared", async () => {
  const found = await compare([entry("a"), { id: "b", createdAt: 0 }], [{ ...entry("a"), revision: 7 }, entry("b")]);
  expect(found).toMatchObject({ otherRevision: 1, different: { count: 0 } });
  expect(isSame(found)).toBe(true);
});

test("of many differences the first ten are listed", async () => {
  const left = Array.from({ length: 25 }, (_, i) => entry(String(i).padStart(2, "0")));
  const { onlyLeft } = await compare(left, []);
  expect([onlyLeft.count, onlyLeft.ids]).toEqual([25, ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09"]]);
});

test("any two lists are told apart as two sets are", async () => {
  const list = fc.dictionary(fc.string({ minLength: 1, maxLength: 2 }), fc.constantFrom("x", "y"), { maxKeys: 20 });
  const sorted = (object: Record<string, string>) =>
    Object.entries(object)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([id, hash]) => entry(id, hash));
  await fc.assert(
    fc.asyncProperty(list, list, fc.integer({ min: 1, max: 5 }), async (l, r, size) => {
      const found = await compareEntries(portions(sorted(l), size), portions(sorted(r), 2));
      const [ids, others] = [Object.keys(l), Object.keys(r)];
      expect([found.left, found.right]).toEqual([ids.length, others.length]);
      expect(found.onlyLeft.count).toBe(ids.filter((id) => !Object.hasOwn(r, id)).length);
      expect(found.onlyRight.count).toBe(others.filter((id) => !Object.hasOwn(l, id)).length);
      expect(found.different.count).toBe(ids.filter((id) => Object.hasOwn(r, id) && r[id] !== l[id]).length);
    }),
  );
});
