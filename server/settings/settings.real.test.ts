import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { STORE_PARTS } from "@/lib/settings/retention";
import type { Context } from "../context";
import { addDatabase } from "../databases/create";
import { runMaintenance } from "../monitor/maintenance";
import { CannotOpen } from "../secrets/cipher";
import { openText, sealText } from "../secrets/seal-text";
import { db } from "../store/db";
import { marks, settings, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { changeRetention } from "./change-retention";
import { changeViewers } from "./change-viewers";
import { readSetting } from "./read";
import { readStoreSizes } from "./store-sizes";

let store: TestStore;
const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "a", role: "member" } };

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

test("a setting has its defaults until an admin changes it", async () => {
  expect(await readSetting("viewers")).toEqual({ seeHosts: false });
  await changeViewers(admin, { seeHosts: true });
  await changeViewers(admin, { seeHosts: true });
  expect(await readSetting("viewers")).toEqual({ seeHosts: true });
});

test("a member changes no setting, and a malformed one is refused", async () => {
  await expect(changeViewers(member, { seeHosts: false })).rejects.toThrow();
  await expect(changeViewers(admin, { seeHosts: "yes" })).rejects.toThrow();
});

test("a setting that an older version stored gets the fields that are new", async () => {
  await db().update(settings).set({ value: {} });
  expect(await readSetting("viewers")).toEqual({ seeHosts: false });
});

test("alerts and hourly history are kept as long as the setting says, within its bounds", async () => {
  await expect(changeRetention(admin, { historyDays: 29, alertDays: 90 })).rejects.toMatchObject({
    fields: { historyDays: "At least 30 days." },
  });
  await expect(changeRetention(member, { historyDays: 365, alertDays: 90 })).rejects.toThrow();
  const { id: databaseId } = await addDatabase(admin, aDatabaseInput);
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000);
  await db().delete(marks);
  await db()
    .insert(marks)
    .values([20, 40].map((days) => ({ databaseId, at: daysAgo(days), kind: "restart" as const, text: "" })));
  await runMaintenance();
  expect(await db().$count(marks)).toBe(2);
  await changeRetention(admin, { historyDays: 30, alertDays: 7 });
  await runMaintenance();
  expect(await db().$count(marks)).toBe(1);
});

test("the space of each part of the store is read by an admin alone", async () => {
  const sizes = await readStoreSizes(admin);
  for (const part of STORE_PARTS) expect(sizes[part]).toBeGreaterThan(0);
  await expect(readStoreSizes(member)).rejects.toThrow();
});

test("a secret inside a document opens at its own place alone", () => {
  const place = { row: "mail", field: "password" };
  const sealed = sealText(place, "s3cret");
  expect(JSON.stringify(sealed)).not.toContain("s3cret");
  expect(openText(place, sealed)).toBe("s3cret");
  expect(() => openText({ ...place, row: "other" }, sealed)).toThrow(CannotOpen);
});
