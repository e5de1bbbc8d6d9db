import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { system, type Context } from "../context";
import { BadInput, Conflict } from "../errors";
import { addPerson } from "../people/add";
import { changeFirstPassword } from "../people/first-password";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { session, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { auth, forgetAuth } from "./auth";
import { sessionOf } from "./session";
import { signIn } from "./sign-in";

const bob = { name: "Bob", email: "bob@example.com", role: "member" };
const next = "a sentence to remember";

let store: TestStore;
let first: string;
let self: Context;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(user);
  ({ password: first } = await addPerson(system, bob));
  const [row] = await db().select({ id: user.id }).from(user);
  self = { actor: { kind: "user", id: row?.id ?? "", role: "member" } };
});

/** Returns what a person owes who signs in with this password. */
async function owedWith(password: string) {
  const { headers } = await auth().api.signInEmail({
    body: { email: bob.email, password },
    returnHeaders: true,
  });
  const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  return (await sessionOf(new Headers({ cookie })))?.owes;
}

test("a password that another person made is owed a change, until it is changed", async () => {
  expect(await owedWith(first)).toBe("password");
  await changeFirstPassword(self, { next });
  expect(await db().$count(session)).toBe(0);
  await expect(signIn({ ...bob, password: first }, new Headers())).rejects.toThrow(BadInput);
  expect(await owedWith(next)).toBeNull();
});

test("the first password itself, a short one and an easy one do not settle it", async () => {
  for (const refused of [first, "short", "bob bob bob bob"])
    await expect(changeFirstPassword(self, { next: refused })).rejects.toMatchObject({
      fields: { next: expect.any(String) },
    });
  expect(await owedWith(first)).toBe("password");
});

test("without a first password the current one is needed: an open session does not suffice", async () => {
  await db().update(user).set({ mustChangePassword: false }).where(eq(user.email, bob.email));
  await expect(changeFirstPassword(self, { next })).rejects.toThrow(Conflict);
});
