import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Context } from "../context";
import { CannotOpen } from "../secrets/cipher";
import { openText, sealText } from "../secrets/seal-text";
import { db } from "../store/db";
import { settings, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { changeViewers } from "./change-viewers";
import { readSetting } from "./read";

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

test("a secret inside a document opens at its own place alone", () => {
  const place = { row: "mail", field: "password" };
  const sealed = sealText(place, "s3cret");
  expect(JSON.stringify(sealed)).not.toContain("s3cret");
  expect(openText(place, sealed)).toBe("s3cret");
  expect(() => openText({ ...place, row: "other" }, sealed)).toThrow(CannotOpen);
});
