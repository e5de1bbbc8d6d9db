import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { RESET_CLOSED } from "@/lib/accounts/link-state";
import { codeAt, stepAt } from "@/lib/accounts/totp";
import { forgetAuth } from "../../auth/auth";
import { countMail } from "../../auth/limits";
import { signIn } from "../../auth/sign-in";
import { system, type Context } from "../../context";
import { BadInput, Conflict, NotAllowed, TooMany } from "../../errors";
import { forgetKeys } from "../../secrets/keys";
import { db } from "../../store/db";
import { account, auditEvents, passwordResets, session, signInLimits, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { addPerson } from "../add";
import { beginSecondFactor } from "../second-factor/begin";
import { turnOnSecondFactor } from "../second-factor/turn-on";
import { mailResetLink } from "./ask";
import { makeResetLink } from "./make";
import { findReset, openReset } from "./open";
import { spendReset } from "./spend";

const bob = { name: "Bob", email: "bob@example.com", role: "member" };
const next = "a sentence to remember";
const HERE = "203.0.113.1";

let store: TestStore;
let password: string;
let ownPassword: string;
let bobId: string;
let ada: Context;
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
const idOf = async (email: string) =>
  (await db().select({ id: user.id }).from(user).where(eq(user.email, email)))[0]?.id ?? "";

beforeEach(async () => {
  await db().delete(user);
  await db().delete(signInLimits);
  ({ password } = await addPerson(system, bob));
  const made = { name: "Ada", email: "ada@example.com", role: "admin", ownPassword: "not asked" };
  ({ password: ownPassword } = await addPerson(system, made));
  bobId = await idOf(bob.email);
  ada = { actor: { kind: "user", id: await idOf(made.email), role: "admin" } };
});

async function linked() {
  const { path } = await makeResetLink(ada, { id: bobId, ownPassword });
  const token = path.replace("/reset/", "");
  return { token, id: await findReset(token, HERE) };
}

/** Asks for a mail and returns the mails that would have been sent. */
async function asked(email: string) {
  const sent: { to: string | readonly string[]; subject: string; text: string }[] = [];
  await mailResetLink(email, HERE, async (mail) => void sent.push(mail));
  return sent;
}

const enter = (word: string) => signIn({ email: bob.email, password: word }, new Headers());

test("a link sets a password once, ends all sessions and leaves nothing to change", async () => {
  await enter(password);
  const { token, id } = await linked();
  expect(await openReset(id)).toEqual({ email: bob.email, asksCode: false });
  expect(await db().$count(session)).toBe(1);
  await spendReset(id, { next }, HERE);
  expect(await db().$count(session)).toBe(0);
  await expect(enter(password)).rejects.toThrow(BadInput);
  await enter(next);
  expect((await db().select().from(user).where(eq(user.id, bobId)))[0]?.mustChangePassword).toBe(false);
  await expect(spendReset(id, { next: "another sentence here" }, HERE)).rejects.toThrow(/was used/);
  expect(await openReset(await findReset(token, HERE))).toEqual(RESET_CLOSED.used);
});

test("of many who use one link at the same moment one sets the password", async () => {
  const { id } = await linked();
  const outcomes = await Promise.allSettled(
    ["one", "two", "three"].map((word) => spendReset(id, { next: `the sentence number ${word}` }, HERE)),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a link that has expired, was replaced or never made sets no password, with a text each", async () => {
  const first = await linked();
  const second = await linked();
  await expect(spendReset(first.id, { next }, HERE)).rejects.toThrow(RESET_CLOSED.expired.title);
  await db()
    .update(passwordResets)
    .set({ expiresAt: new Date(Date.now() - 1) });
  await expect(spendReset(second.id, { next }, HERE)).rejects.toThrow(RESET_CLOSED.expired.title);
  await expect(spendReset(null, { next }, HERE)).rejects.toThrow(RESET_CLOSED.unknown.title);
  await expect(spendReset(crypto.randomUUID(), { next }, HERE)).rejects.toThrow(Conflict);
  await enter(password);
});

test("of many mails that are asked for at the same moment three are sent", async () => {
  const sent = await Promise.all(Array.from({ length: 8 }, () => asked(bob.email)));
  expect(sent.flat()).toHaveLength(3);
});

test("an admin's link is worth nothing once that admin is none any more", async () => {
  const { id } = await linked();
  await db().update(user).set({ role: "member" });
  await expect(spendReset(id, { next }, HERE)).rejects.toThrow(RESET_CLOSED.revoked.title);
});

test("the token is nowhere in the store", async () => {
  const { token } = await linked();
  const kept = [await db().select().from(passwordResets), await db().select().from(auditEvents)];
  expect(JSON.stringify(kept)).not.toContain(token);
});

test("a second factor is asked for, and without its code the link stays unused", async () => {
  const self: Context = { actor: { kind: "user", id: bobId, role: "member" } };
  const { secret } = await beginSecondFactor(self, { ownPassword: password });
  await turnOnSecondFactor(self, { code: await codeAt(secret, stepAt(Date.now()) - 1) });
  const { id } = await linked();
  expect(await openReset(id)).toMatchObject({ asksCode: true });
  for (const code of ["", "000", undefined])
    await expect(spendReset(id, { next, code }, HERE)).rejects.toMatchObject({
      fields: { code: expect.any(String) },
    });
  const refused = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, "fail to reset a password"));
  expect(refused.length).toBeGreaterThanOrEqual(3);
  await spendReset(id, { next, code: await codeAt(secret, stepAt(Date.now())) }, HERE);
});

test("an easy password is refused, and the link stays unused", async () => {
  const { id } = await linked();
  for (const easy of ["short", "password12345", "bob@example.com"])
    await expect(spendReset(id, { next: easy }, HERE)).rejects.toMatchObject({
      fields: { next: expect.any(String) },
    });
  await spendReset(id, { next }, HERE);
});

test("a link is made only by an admin who types their own password again", async () => {
  const member: Context = { actor: { kind: "user", id: bobId, role: "member" } };
  await expect(makeResetLink(member, { id: bobId, ownPassword: password })).rejects.toThrow(NotAllowed);
  await expect(makeResetLink(ada, { id: bobId, ownPassword: "wrong" })).rejects.toThrow(BadInput);
});

test("a mail has a link of the public address that sets a password", async () => {
  const [mail] = await asked(bob.email);
  expect(mail?.to).toBe(bob.email);
  const [, token = ""] = /^http:\/\/localhost:3000\/reset\/([\w-]{43})$/m.exec(mail?.text ?? "") ?? [];
  await spendReset(await findReset(token, HERE), { next }, HERE);
  await enter(next);
});

test("an address without an account, and a person who signs in by a provider alone, get no mail", async () => {
  expect(await asked("eve@example.com")).toEqual([]);
  await db().delete(account).where(eq(account.userId, bobId));
  expect(await asked(bob.email)).toEqual([]);
});

test("one account gets three mails in an hour, and the newest link counts", async () => {
  const mails = [];
  for (let time = 0; time < 5; time += 1) mails.push(...(await asked(bob.email)));
  expect(mails).toHaveLength(3);
  const ids = await Promise.all(
    mails.map(({ text }) => findReset(/\/reset\/([\w-]+)/.exec(text)?.[1] ?? "", HERE)),
  );
  expect(await openReset(ids[0] ?? null)).toEqual(RESET_CLOSED.expired);
  expect(await openReset(ids[2] ?? null)).toMatchObject({ email: bob.email });
});

test("a stranger who asks for a mail leaves an admin's link as it is", async () => {
  const { id } = await linked();
  await asked(bob.email);
  await spendReset(id, { next }, HERE);
});

test("one address asks for ten mails in a quarter of an hour", async () => {
  for (let time = 0; time < 10; time += 1) await countMail(HERE);
  await expect(countMail(HERE)).rejects.toThrow(TooMany);
  await countMail("198.51.100.7");
});
