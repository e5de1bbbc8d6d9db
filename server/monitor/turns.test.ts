import { expect, test } from "vitest";
import { Turns } from "./turns";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test("work of one key goes one after the other, also where it fails, and that of others beside it", async () => {
  const turns = new Turns();
  const order: string[] = [];
  let endFirst = () => {};
  const first = turns.through(["b"], async () => {
    order.push("first");
    await new Promise<void>((resolve) => (endFirst = resolve));
    throw new Error("it failed");
  });
  const second = turns.through(["a", "b"], async () => void order.push("second"));
  const third = turns.through(["c"], async () => void order.push("third"));
  await third;
  await tick();
  expect(order).toEqual(["first", "third"]);
  endFirst();
  await expect(first).rejects.toThrow("it failed");
  await second;
  expect(order).toEqual(["first", "third", "second"]);
});
