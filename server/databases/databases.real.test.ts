import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { databaseInputSchema, type DatabaseInput } from "@/lib/databases/database";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound } from "../errors";
import { db } from "../store/db";
import { credentials, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { archiveDatabase } from "./archive";
import { addDatabase } from "./create";
import { duplicateDatabase } from "./duplicate";
import { editDatabase } from "./edit";
import { listDatabases } from "./list";
import { loginOf } from "./login";
import { readDatabase } from "./read";
import { removeDatabase } from "./remove";
import { restoreDatabase } from "./restore";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
const input: DatabaseInput = databaseInputSchema.parse({
  name: "Orders",
  host: "db.example.com",
  port: 5432,
  database: "orders",
  user: "app",
  password: "hunter2 and more",
  sslmode: "require",
  target: {},
});

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "ada@example.com", role: "admin" },
      { id: "m", name: "Mary", email: "mary@example.com", role: "member" },
    ]);
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

test("a database comes back as it was given, without its password, which opens a session all the same", async () => {
  const made = await addDatabase(admin, input);
  const { password, ...rest } = input;
  expect(await readDatabase(member, made.id)).toMatchObject({
    ...rest,
    hasPassword: true,
    provider: "other",
    kind: "own",
  });
  expect(JSON.stringify(made)).not.toContain(password);
  expect((await loginOf(made)).password).toBe(password);
});

test("the store holds no password in plaintext", async () => {
  const { id } = await addDatabase(admin, input);
  const [row] = await db().select().from(credentials).where(eq(credentials.databaseId, id));
  expect(row?.ciphertext.includes("hunter2")).toBe(false);
  expect(row?.nonce).toHaveLength(12);
});

describe("a stored password", () => {
  test("is kept by an edit that leaves the field empty", async () => {
    const { id } = await addDatabase(admin, input);
    const edited = await editDatabase(admin, id, { ...input, name: "Renamed", password: "" });
    expect(edited).toMatchObject({ name: "Renamed", hasPassword: true });
    expect((await loginOf(edited)).password).toBe(input.password);
  });

  test.each([
    { host: "evil.example.com" },
    { port: 6000 },
    { user: "other" },
    { sslmode: "disable" as const },
  ])("is not sent elsewhere by an edit of %o without typing it again", async (change) => {
    const made = await addDatabase(admin, input);
    const refused = editDatabase(admin, made.id, { ...input, ...change, password: "" });
    await expect(refused).rejects.toMatchObject({ fields: { password: expect.stringContaining("again") } });
    expect(await readDatabase(admin, made.id)).toMatchObject({
      host: input.host,
      port: input.port,
      user: input.user,
    });
    await expect(
      editDatabase(admin, made.id, { ...input, ...change, password: "new" }),
    ).resolves.toMatchObject(change);
  });

  test("is not carried over by a duplicate", async () => {
    const { id } = await addDatabase(admin, input);
    const copy = await duplicateDatabase(admin, id);
    expect(copy).toMatchObject({ name: "Copy of Orders", hasPassword: false, target: input.target });
    expect((await loginOf(copy)).password).toBeNull();
  });

  test("is gone with its database", async () => {
    const { id } = await addDatabase(admin, input);
    await removeDatabase(admin, id);
    await expect(readDatabase(admin, id)).rejects.toThrow(NotFound);
    expect(await db().select().from(credentials).where(eq(credentials.databaseId, id))).toEqual([]);
  });
});

test("an archived database is kept and can be restored", async () => {
  const { id } = await addDatabase(admin, input);
  expect((await archiveDatabase(admin, id)).archivedAt).toEqual(expect.any(String));
  expect((await listDatabases(member)).map((database) => database.id)).toContain(id);
  expect((await restoreDatabase(admin, id)).archivedAt).toBeNull();
});

test("a member changes nothing", async () => {
  const { id } = await addDatabase(admin, input);
  for (const attempt of [
    addDatabase(member, input),
    editDatabase(member, id, input),
    duplicateDatabase(member, id),
    archiveDatabase(member, id),
    restoreDatabase(member, id),
    removeDatabase(member, id),
  ])
    await expect(attempt).rejects.toThrow(NotAllowed);
});

test("bad input names every field and changes nothing", async () => {
  const before = await listDatabases(admin);
  const refused = addDatabase(admin, {
    ...input,
    port: 0,
    host: "two hosts",
    target: { poolSize: "many" },
  });
  await expect(refused).rejects.toThrow(BadInput);
  await expect(refused).rejects.toMatchObject({
    fields: { port: expect.any(String), host: expect.any(String), "target.poolSize": expect.any(String) },
  });
  expect(await listDatabases(admin)).toEqual(before);
});

test("only the program itself makes a sandbox's database", async () => {
  expect(await addDatabase(system, input, "sandbox")).toMatchObject({ kind: "sandbox" });
  expect(await addDatabase(admin, input, "sandbox")).toMatchObject({ kind: "own" });
});

test("every verb asks for a role before anything else", () => {
  const folders = [
    "databases",
    "visits",
    "people",
    "ignored",
    "history",
    "audit",
    "connections",
    "sandbox",
    "repair/runs",
    "repair/proposals",
    "alerts",
    "alerts/channels",
    "badges",
    "health",
    "shares",
    "settings",
  ].map((name) => path.resolve(import.meta.dirname, "..", name));
  for (const folder of folders)
    for (const file of readdirSync(folder).filter(
      (name) => name.endsWith(".ts") && !name.includes(".test."),
    )) {
      const text = readFileSync(path.join(folder, file), "utf8");
      for (const [verb, body] of text.matchAll(/export async function\*? \w+\(\s*ctx: Context[^{]*\{\n(.*)/g))
        expect(`${file}: ${verb} ${body}`).toContain("requireRole(ctx, ");
    }
});
