import { statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTestStore, type TestStore } from "../store/testing";
import { forgetKeys } from "./keys";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  await store.stop();
});
beforeEach(freshProcess);

/** Forgets what a process knows of its environment and its keys, as if it had been started anew. */
function freshProcess(): void {
  forgetKeys();
  vi.resetModules();
}

async function startWith(secret: string): Promise<void> {
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", secret);
  freshProcess();
  const fresh = await import("./check-key");
  await fresh.checkKey();
}

test("a wrong key is told at start, the right one passes, start after start", async () => {
  const [one, other] = ["a secret of this headroom, the first", "a secret of this headroom, another"];
  await startWith(one);
  await startWith(one);
  await expect(startWith(other)).rejects.toThrow(/another key/);
  await startWith(one);
});

test("without HEADROOM_SECRET a key is made once, readable by its owner only", async () => {
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "");
  vi.stubEnv("HEADROOM_DATA", path.join(store.folder, "made"));
  const { ring: first } = await import("./keys");
  const [made] = first();
  freshProcess();
  const { ring: second } = await import("./keys");
  expect(second()[0].id).toBe(made.id);
  expect(statSync(path.join(store.folder, "made", "secret")).mode & 0o777).toBe(0o600);
});
