import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aProfileInput } from "@/lib/databases/fixture";
import type { TrialEvent } from "@/lib/trial/event";
import { system } from "../context";
import { createProfile } from "../profiles/create";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { withDatabase } from "../watched/faults/harness";
import { MEMBER, SOUND } from "../watched/faults/trial";
import { tryAsElectric } from "./trial";

const admin = { actor: { kind: "user", id: "a", role: "admin" } } as const;
const member = { actor: { kind: "user", id: "b", role: "member" } } as const;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "trial test secret, long enough to be one");
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "a@example.com", role: "admin" },
      { id: "b", name: "Bob", email: "b@example.com", role: "member" },
    ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

test("an admin's trial tells each step and then its findings; a member gets none", () =>
  withDatabase({ sql: SOUND }, async ({ login }) => {
    const profile = await createProfile(system, {
      ...aProfileInput,
      host: login.host,
      port: login.port,
      database: login.database,
      user: login.user,
      password: "any",
      sslmode: "disable",
      target: MEMBER,
    });
    const signal = AbortSignal.timeout(60_000);
    await expect(tryAsElectric(member, profile.id, {}, signal)).rejects.toThrow();
    const events: TrialEvent[] = [];
    for await (const event of await tryAsElectric(admin, profile.id, { password: "its own" }, signal))
      events.push(event);
    const steps = events.flatMap((event) => (event.type === "outcome" ? [event.outcome] : []));
    expect(steps.filter(({ result }) => result !== "done")).toEqual([]);
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(["publish table", "stream"]));
    const last = events.at(-1);
    expect(last?.type).toBe("done");
    expect(last?.type === "done" && last.findings.every(({ status }) => status === "pass")).toBe(true);
    expect(JSON.stringify(events)).not.toContain('its own"');
  }));
