import { availableParallelism } from "node:os";
import { afterEach, expect, test } from "vitest";
import { TooMany } from "../errors";
import { withHashing } from "./hashing";

afterEach(() => {
  globalThis.headroomHashing = undefined;
});

/** Starts work that ends when it is told to, and counts how much of it runs at once. */
function makeWork() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    run: (client: string) =>
      withHashing(client, async () => {
        most = Math.max(most, (running += 1));
        await new Promise<void>((resolve) => ends.push(resolve));
        running -= 1;
      }),
    most: () => most,
    async endAll(started: Promise<unknown>[]) {
      const all = Promise.allSettled(started);
      let isOver = false;
      void all.then(() => (isOver = true));
      while (!isOver) {
        ends.splice(0).forEach((end) => end());
        await new Promise((resolve) => setImmediate(resolve));
      }
      return all;
    },
  };
}

test("beyond the queue a password is refused at once, with the time to try again", async () => {
  const work = makeWork();
  const outcomes = await work.endAll(Array.from({ length: 100 }, (_, index) => work.run(`client ${index}`)));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(50);
  for (const outcome of refused)
    if (outcome.status === "rejected") {
      expect(outcome.reason).toBeInstanceOf(TooMany);
      expect(outcome.reason).toMatchObject({ status: 429, retryAfter: 4 });
    }
  expect(outcomes.length - refused.length).toBeGreaterThan(20);
});

test("a flood from one address leaves places for another", async () => {
  const work = makeWork();
  const flood = Array.from({ length: 100 }, () => work.run("stranger"));
  const owner = work.run("owner");
  const outcomes = await work.endAll([...flood, owner]);
  expect(outcomes.at(-1)?.status).toBe("fulfilled");
});

test("a few hash at once, and a place is free again whatever the work comes to", async () => {
  const work = makeWork();
  await work.endAll(Array.from({ length: 20 }, (_, index) => work.run(`client ${index}`)));
  expect(work.most()).toBeLessThanOrEqual(Math.max(1, availableParallelism()));
  for (let round = 0; round < 50; round += 1)
    await expect(withHashing("one", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(withHashing("one", () => Promise.resolve("done"))).resolves.toBe("done");
  expect(globalThis.headroomHashing).toMatchObject({ running: 0, waiting: [] });
  expect(globalThis.headroomHashing?.ofClient.size).toBe(0);
});
