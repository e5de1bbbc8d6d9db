import { hashPassword as olderHash } from "better-auth/crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { BadInput, Conflict, TooMany } from "../errors";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { account, session, setup, signInLimits, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { auth, forgetAuth } from "./auth";
import { makeFirstAdmin } from "./first-admin";
import { sessionOf } from "./session";
import { exchangeToken, isEmpty, mayMakeAdmin, offerSetup } from "./setup-token";
import { signIn } from "./sign-in";

const ada = { name: "Ada", email: "ada@example.com", password: "a sentence to remember" };
const token = "t".repeat(43);
const from = (address: string) => new Headers({ "x-forwarded-for": address });

let store: TestStore;
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
  await db().delete(setup);
});
afterEach(() => db().delete(signInLimits));

async function letIn(): Promise<string> {
  await offerSetup(token);
  const cookie = await exchangeToken(token);
  if (cookie === null) throw new Error("the token should have been taken");
  return cookie;
}

test("the token is exchanged for a cookie once, and is nowhere in the store", async () => {
  expect(await offerSetup(token)).toBe(true);
  expect(JSON.stringify(await db().select().from(setup))).not.toContain(token);
  const cookie = await exchangeToken(token);
  expect(cookie).toEqual(expect.any(String));
  expect(await exchangeToken(token)).toBeNull();
  expect(await mayMakeAdmin(db(), cookie ?? "")).toBe(true);
  expect(await mayMakeAdmin(db(), "another")).toBe(false);
});

test("a new start kills the token and the cookie of the one before", async () => {
  const cookie = await letIn();
  await offerSetup("u".repeat(43));
  expect(await mayMakeAdmin(db(), cookie)).toBe(false);
  expect(await exchangeToken(token)).toBeNull();
});

test("of many who try at the same moment exactly one makes the first admin", async () => {
  const cookie = await letIn();
  const tries = Array.from({ length: 20 }, (_, index) =>
    makeFirstAdmin(cookie, { ...ada, email: `ada${index}@example.com` }, `203.0.113.${index}`),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(Conflict);
  expect((await db().select().from(user)).map(({ role }) => role)).toEqual(["admin"]);
});

test("after the first admin the set-up is over for good", async () => {
  const cookie = await letIn();
  await makeFirstAdmin(cookie, ada);
  expect(await isEmpty()).toBe(false);
  expect(await mayMakeAdmin(db(), cookie)).toBe(false);
  expect(await offerSetup(token)).toBe(false);
  expect(await exchangeToken(token)).toBeNull();
  await expect(makeFirstAdmin(cookie, { ...ada, email: "eve@example.com" })).rejects.toThrow(Conflict);
});

test("without the cookie nobody becomes an admin", async () => {
  await letIn();
  await expect(makeFirstAdmin(undefined, ada)).rejects.toThrow(Conflict);
  expect(await isEmpty()).toBe(true);
});

test("a sign-in makes a session, whatever the case of the address", async () => {
  await makeFirstAdmin(await letIn(), ada);
  await signIn({ email: "Ada@Example.com ", password: ada.password }, from("203.0.113.1"));
  expect(await db().$count(session)).toBe(1);
});

test("a hash of an earlier version is made anew by the right password alone, and the sessions stay", async () => {
  await makeFirstAdmin(await letIn(), ada);
  const enter = (password: string) => signIn({ email: ada.email, password }, from("203.0.113.1"));
  await enter(ada.password);
  const older = await olderHash(ada.password);
  await db().update(account).set({ password: older });
  const hash = async () => (await db().select({ hash: account.password }).from(account))[0]?.hash;
  await expect(enter("a wrong sentence")).rejects.toThrow(BadInput);
  expect(await hash()).toBe(older);
  await enter(ada.password);
  expect(await hash()).toMatch(/^\$scrypt\$/);
  expect(await db().$count(session)).toBe(2);
  await enter(ada.password);
});

test("a wrong password and an unknown account are told in the same words", async () => {
  await makeFirstAdmin(await letIn(), ada);
  const wrong = await signIn({ ...ada, password: "wrong" }, from("203.0.113.1")).catch(
    (error: unknown) => error,
  );
  const nobody = await signIn({ ...ada, email: "eve@example.com" }, from("203.0.113.1")).catch(
    (error: unknown) => error,
  );
  expect(wrong).toBeInstanceOf(BadInput);
  expect(nobody).toMatchObject({ message: wrong instanceof Error ? wrong.message : "" });
});

const guessFrom = (address: string, guess: string, email = ada.email) =>
  signIn({ email, password: guess }, from(address)).catch((error: unknown) => error);

test("guesses at once cannot outrun the limit, and the right password from there waits as well", async () => {
  await makeFirstAdmin(await letIn(), ada);
  await guessFrom("203.0.113.1", "guess");
  await countAs(8);
  const errors = await Promise.all(["a", "b", "c", "d"].map((guess) => guessFrom("203.0.113.1", guess)));
  expect(errors.filter((error) => error instanceof BadInput)).toHaveLength(2);
  expect(errors.filter((error) => error instanceof TooMany)).toHaveLength(2);
  await expect(signIn(ada, from("203.0.113.1"))).rejects.toThrow(
    /Too many wrong passwords. Try again in 15 min/,
  );
  await expect(signIn(ada, from("203.0.113.1"))).rejects.toMatchObject({
    status: 429,
    retryAfter: expect.any(Number),
  });
});

/** Brings the counters of what was tried up to so many tries: each real one costs a hash. */
const countAs = (points: number) => db().update(signInLimits).set({ points });

test("a stranger's guesses delay the stranger, and the account's owner gets in from elsewhere", async () => {
  await makeFirstAdmin(await letIn(), ada);
  await guessFrom("203.0.113.66", "guess");
  await countAs(9);
  expect(await guessFrom("203.0.113.66", "the tenth")).toBeInstanceOf(BadInput);
  expect(await guessFrom("203.0.113.66", "one more")).toBeInstanceOf(TooMany);
  await signIn(ada, from("198.51.100.7"));
  await signIn(ada, from("2001:db8::7"));
  expect(await db().$count(session)).toBe(2);
});

test("an address that guesses at many accounts is delayed, also where it takes another of its IPv6 addresses", async () => {
  await makeFirstAdmin(await letIn(), ada);
  await guessFrom("2001:db8:1:2::1", "guess", "eve@example.com");
  await countAs(99);
  expect(await guessFrom("2001:db8:1:2::2", "guess", "grace@example.com")).toBeInstanceOf(BadInput);
  expect(await guessFrom("2001:db8:1:2:ffff::3", "guess", "margaret@example.com")).toBeInstanceOf(TooMany);
  await signIn(ada, from("2001:db8:1:3::1"));
});

test("the counters' keys are short and few, whatever accounts and addresses are made up", async () => {
  await makeFirstAdmin(await letIn(), ada);
  for (let guess = 0; guess < 6; guess += 1)
    await guessFrom(`203.0.113.${guess}`, "guess", `${"a".repeat(60)}${guess}@${"b".repeat(60)}.example`);
  const keys = (await db().select().from(signInLimits)).map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(6);
  for (const key of keys) expect(key).toMatch(/^(account|address):[0-9a-f]{4}$/);
});

test("a sign-in ends the session that the browser had, and no other", async () => {
  await makeFirstAdmin(await letIn(), ada);
  const enter = async () => {
    const { headers } = await auth().api.signInEmail({ body: ada, returnHeaders: true });
    return new Headers({ cookie: headers.get("set-cookie")?.split(";")[0] ?? "" });
  };
  const [own, other] = [await enter(), await enter()];
  await signIn(ada, own);
  expect(await sessionOf(own)).toBeNull();
  expect(await sessionOf(other)).not.toBeNull();
  expect(await db().$count(session)).toBe(2);
  await signIn(ada, own);
  expect(await db().$count(session)).toBe(3);
});

test("a cookie over TLS is bound to its host, and one without TLS works on loopback", async () => {
  await makeFirstAdmin(await letIn(), ada);
  const cookieOf = async (isTls: boolean) => {
    const { headers } = await auth(isTls).api.signInEmail({ body: ada, returnHeaders: true });
    return headers.get("set-cookie") ?? "";
  };
  const [secure, plain] = [await cookieOf(true), await cookieOf(false)];
  expect(secure).toMatch(/^__Host-headroom\.session_token=/);
  expect(secure).toMatch(/; Path=\/;/i);
  expect(secure).toMatch(/; Secure/i);
  expect(secure).not.toMatch(/; Domain=/i);
  expect(plain).toMatch(/^headroom\.session_token=/);
  expect(plain).not.toMatch(/; Secure/i);
  const carrying = (cookie: string, proto: string) =>
    new Headers({ cookie: cookie.split(";")[0] ?? "", "x-forwarded-proto": proto });
  expect(await sessionOf(carrying(secure, "https"))).not.toBeNull();
  expect(await sessionOf(carrying(plain, "http"))).not.toBeNull();
  expect(await sessionOf(carrying(plain, "https"))).toBeNull();
});

test("a session works until it was not used for a week", async () => {
  await makeFirstAdmin(await letIn(), ada);
  const { headers } = await auth().api.signInEmail({ body: ada, returnHeaders: true });
  const cookie = new Headers({ cookie: headers.get("set-cookie")?.split(";")[0] ?? "" });
  expect(headers.get("set-cookie")).toMatch(/HttpOnly/i);
  expect(await sessionOf(cookie)).toMatchObject({ user: { email: ada.email, role: "admin" } });
  await db()
    .update(session)
    .set({ updatedAt: new Date(Date.now() - 8 * 86_400_000) });
  expect(await sessionOf(cookie)).toBeNull();
  expect(await db().$count(session)).toBe(0);
});
