import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aProfileInput } from "@/lib/databases/fixture";
import type { Profile } from "@/lib/databases/profile";
import { system, type Context } from "../context";
import { NotSignedIn } from "../errors";
import { createProfile } from "../profiles/create";
import { removeProfile } from "../profiles/remove";
import { db } from "../store/db";
import { auditEvents, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { recordAudit } from "./record";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" } };

let store: TestStore;
let profile: Profile;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(user);
  await db().delete(auditEvents);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
  profile = await createProfile(system, aProfileInput);
});

const event = () => ({ action: "cancel query", profile, detail: { pid: 4711 } });
const written = () => db().select().from(auditEvents).orderBy(auditEvents.id);

test("an event says who, what and where, by the names of then", async () => {
  expect(await recordAudit(db(), ada, event())).toBe("Ada");
  expect(await recordAudit(db(), system, event())).toBe("Headroom");
  const said = {
    profileId: profile.id,
    profileName: "Orders",
    action: "cancel query",
    detail: { pid: 4711 },
    at: expect.any(Date),
  };
  expect(await written()).toMatchObject([
    { ...said, userId: "a", userName: "Ada" },
    { ...said, userId: null, userName: "Headroom" },
  ]);
});

test("it outlives the account and the database", async () => {
  await recordAudit(db(), ada, event());
  await db().delete(user).where(eq(user.id, "a"));
  await removeProfile(system, profile.id);
  expect(await written()).toMatchObject([
    { userId: null, userName: "Ada", profileId: null, profileName: "Orders" },
  ]);
});

test("it goes with the transaction that it is part of, and is refused to an account that is gone", async () => {
  const failing = db().transaction(async (tx) => {
    await recordAudit(tx, ada, event());
    throw new Error("the work failed");
  });
  await expect(failing).rejects.toThrow("the work failed");
  await db().delete(user).where(eq(user.id, "a"));
  await expect(recordAudit(db(), ada, event())).rejects.toThrow(NotSignedIn);
  expect(await written()).toEqual([]);
});

test("no module of the server changes or deletes what was written down", () => {
  const server = path.resolve(import.meta.dirname, "..");
  const texts = readdirSync(server, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(path.join(server, file), "utf8"));
  const changing = /(update|delete)\(auditEvents\)|(UPDATE|DELETE FROM|TRUNCATE) audit_events/i;
  expect(texts.filter((text) => changing.test(text))).toEqual([]);
  expect(texts.some((text) => text.includes(".insert(auditEvents)"))).toBe(true);
});
