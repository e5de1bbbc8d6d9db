import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { auth, forgetAuth } from "../auth/auth";
import { makeFirstAdmin } from "../auth/first-admin";
import { sessionOf } from "../auth/session";
import { exchangeToken, offerSetup } from "../auth/setup-token";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { session } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";

const ROOT = path.resolve(import.meta.dirname, "../..");
const DAY = 86_400_000;
const ada = { name: "Ada", email: "ada@example.com", password: "a sentence to remember" };

/** The cookie of the session that ended, as a browser still sends it. */
let cookie = "";
const sent = () => new Headers({ host: "localhost", origin: "http://localhost", cookie });
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(sent()),
  cookies: () => Promise.resolve({ get: () => undefined, set: () => undefined }),
}));

let store: TestStore;
let row: typeof session.$inferSelect;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await offerSetup("t".repeat(43));
  await makeFirstAdmin((await exchangeToken("t".repeat(43))) ?? "", ada);
  const { headers } = await auth().api.signInEmail({ body: ada, returnHeaders: true });
  cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  const [made] = await db().select().from(session);
  if (made === undefined) throw new Error("the sign-in should have made a session");
  row = made;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  await store.stop();
});

/** Puts the session back as it was, or with other times; null leaves it out, as a sign-out and a removal do. */
async function leave(times: Partial<typeof session.$inferSelect> | null): Promise<void> {
  await db().delete(session);
  if (times !== null)
    await db()
      .insert(session)
      .values({ ...row, ...times });
}

const filesOf = (matches: (file: string) => boolean): string[] =>
  readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" })
    .map((file) => `app/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && matches(file));
const exportsOf = async (file: string): Promise<[string, unknown][]> =>
  Object.entries({ ...(await import(path.join(ROOT, file))) });
const callSchema = z.custom<(...input: unknown[]) => Promise<unknown>>(
  (value) => typeof value === "function",
);
const needsSession = (value: unknown): boolean => typeof value === "function" && "needs" in value;

const ENDED: [string, Partial<typeof session.$inferSelect> | null][] = [
  ["was ended", null],
  ["expired", { expiresAt: new Date(Date.now() - 1_000) }],
  ["was not used for a week", { updatedAt: new Date(Date.now() - 8 * DAY) }],
];

test("the session of the walk is an admin's while it lasts", async () => {
  await leave({});
  expect(await sessionOf(sent())).toMatchObject({ role: "admin" });
});

test.each(ENDED)(
  "an admin's session that %s opens no route, no server action and no page",
  async (_how, times) => {
    let walked = 0;
    for (const file of filesOf((name) => name.endsWith("/route.ts")))
      for (const [method, value] of await exportsOf(file)) {
        if (!needsSession(value)) continue;
        await leave(times);
        const request = new Request("http://localhost/", { method, headers: { origin: "http://localhost" } });
        const answer = await callSchema.parse(value)(request, { params: Promise.resolve({}) });
        expect(z.instanceof(Response).parse(answer).status, `${method} ${file}`).toBe(401);
        walked += 1;
      }
    for (const file of filesOf((name) => /^"use server";/m.test(readFileSync(path.join(ROOT, name), "utf8"))))
      for (const [name, value] of await exportsOf(file)) {
        if (!needsSession(value)) continue;
        await leave(times);
        expect(await callSchema.parse(value)(), `${file} ${name}`).toMatchObject({
          message: expect.stringMatching(/not signed in/),
        });
        walked += 1;
      }
    const props = () => ({ params: Promise.resolve({ id: "none" }), searchParams: Promise.resolve({}) });
    for (const file of filesOf((name) => /^app\/\(app\)\/.*page\.tsx$/.test(name))) {
      const open = callSchema.parse(new Map(await exportsOf(file)).get("default"));
      await leave(times);
      await expect(open(props()), file).rejects.toThrow(/NEXT_REDIRECT/);
      walked += 1;
    }
    expect(walked).toBeGreaterThan(100);
  },
);
