import { expect, test } from "vitest";
import { PrioritySemaphore } from "./priority-semaphore";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("no more than so many are under way, and the urgent come first", async () => {
  const gate = new PrioritySemaphore(2);
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string, urgent: boolean) =>
    gate.through(urgent, async () => {
      order.push(name);
      await new Promise<void>((end) => ends.push(end));
    });
  const all = [work("a", false), work("b", false), work("c", false), work("d", true)];
  await turn();
  expect(order).toEqual(["a", "b"]);
  ends.shift()?.();
  await turn();
  expect(order).toEqual(["a", "b", "d"]);
  while (ends.length > 0) {
    ends.shift()?.();
    await turn();
  }
  await Promise.all(all);
  expect(order).toEqual(["a", "b", "d", "c"]);
});

test("work that fails gives its place back", async () => {
  const gate = new PrioritySemaphore(1);
  await expect(gate.through(false, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate.through(false, () => Promise.resolve(1))).toBe(1);
});
