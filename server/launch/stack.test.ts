import { expect, test } from "vitest";
import { makeStack } from "./stack";

test("what was started last is stopped first, once, and one failure does not spare the others", async () => {
  const stopped: string[] = [];
  const complaints: unknown[] = [];
  const stack = makeStack((error) => complaints.push(error));
  const broken = new Error("broken");
  stack.push(() => void stopped.push("store"));
  stack.push(() => Promise.reject(broken));
  stack.push(async () => void stopped.push("server"));
  await Promise.all([stack.unwind(), stack.unwind()]);
  expect(stopped).toEqual(["server", "store"]);
  expect(complaints).toEqual([broken]);
});
