import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { auditEvents, session, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { endOtherSessions, endOwnSession, listOwnSessions } from "./own-sessions";

const as = (id: string): Context => ({ actor: { kind: "user", id, role: "viewer" } });
const DAY_MS = 86_400_000;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db()
    .insert(user)
    .values(
      ["ada", "bob"].map((id) => ({ id, name: id, email: `${id}@example.com`, role: "viewer" as const })),
    );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(session);
  const opened = (id: string, userId: string, daysAgo: number, userAgent: string) => ({
    id,
    token: `token of ${id}`,
    userId,
    expiresAt: new Date(Date.now() + DAY_MS),
    updatedAt: new Date(Date.now() - daysAgo * DAY_MS),
    ipAddress: "203.0.113.7",
    userAgent,
  });
  await db()
    .insert(session)
    .values([
      opened("here", "ada", 0, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"),
      opened("phone", "ada", 1, "Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1"),
      opened("unused", "ada", 30, "curl/8.9"),
      opened("other", "bob", 0, "curl/8.9"),
    ]);
});
const left = async () => (await db().select({ id: session.id }).from(session)).map(({ id }) => id).sort();

test("a person sees the own open sessions, the latest first, and no token of them", async () => {
  const sessions = await listOwnSessions(as("ada"), "here");
  expect(sessions).toMatchObject([
    { id: "here", device: "Firefox on Linux", address: "203.0.113.7", current: true },
    { id: "phone", device: "Safari on iPhone", current: false },
  ]);
  expect(JSON.stringify(sessions)).not.toContain("token");
});

test("a person ends one of the own sessions, and not another person's", async () => {
  await endOwnSession(as("ada"), { id: "phone" });
  expect(await left()).toEqual(["here", "other", "unused"]);
  await expect(endOwnSession(as("ada"), { id: "other" })).rejects.toThrow(NotFound);
  await expect(endOwnSession(as("ada"), { id: "phone" })).rejects.toThrow(NotFound);
  const actions = await db().select({ action: auditEvents.action }).from(auditEvents);
  expect(actions).toEqual([{ action: "end an own session" }]);
});

test("a person ends all other sessions and keeps the one that is used", async () => {
  expect(await endOtherSessions(as("ada"), "here")).toBe(2);
  expect(await left()).toEqual(["here", "other"]);
});
