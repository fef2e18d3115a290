import { expect, test } from "vitest";
import { meanwhile } from "../../pipelines/meanwhile.js";

test("values come in order; what has to be waited for is not waited for idly", async () => {
  const told: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  async function* slow() {
    yield "first";
    await gate;
    yield "second";
  }
  let rounds = 0;
  for await (const value of meanwhile(slow(), async () => void (++rounds === 3 && open()))) {
    told.push(`${value} after ${rounds}`);
  }
  expect(told).toEqual(["first after 0", "second after 3"]);
});

test("what the input throws is thrown, and a consumer that stops ends the input", async () => {
  const closed: string[] = [];
  async function* input(name: string) {
    try {
      yield name;
      throw new Error("broken");
    } finally {
      closed.push(name);
    }
  }
  const read = async (stop: boolean) => {
    for await (const name of meanwhile(input(stop ? "stopped" : "read"), async () => {})) if (stop) return name;
    return undefined;
  };
  expect(await read(true)).toBe("stopped");
  await expect(read(false)).rejects.toThrow("broken");
  expect(closed).toEqual(["stopped", "read"]);
});

test("what the other work throws ends both", async () => {
  let closed = false;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  async function* slow() {
    try {
      await gate;
      yield 1;
    } finally {
      closed = true;
    }
  }
  const read = async () => {
    for await (const _ of meanwhile(slow(), async () => {
      open();
      throw new Error("no more");
    }));
  };
  await expect(read()).rejects.toThrow("no more");
  expect(closed).toBe(true);
});
