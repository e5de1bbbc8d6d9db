import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { pauseFor } from "./pause";

test("a pause that is over leaves no listener on the signal, however many there were", async () => {
  const { signal } = new AbortController();
  for (let pause = 0; pause < 20; pause += 1) await pauseFor(0, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a pause ends with the signal, and at once where it has ended already", async () => {
  const ending = new AbortController();
  const paused = pauseFor(3_600_000, ending.signal);
  ending.abort();
  await paused;
  await pauseFor(3_600_000, ending.signal);
  expect(getEventListeners(ending.signal, "abort")).toHaveLength(0);
});
