import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { codeAt, stepAt } from "@/lib/accounts/totp";
import { system, type Context } from "../../context";
import { BadInput, Conflict, NotAllowed, TooMany } from "../../errors";
import { addPerson } from "../../people/add";
import { makeResetLink } from "../../people/resets/make";
import { findReset } from "../../people/resets/open";
import { spendReset } from "../../people/resets/spend";
import { beginSecondFactor } from "../../people/second-factor/begin";
import { readSecondFactor } from "../../people/second-factor/read";
import { renewRecoveryCodes } from "../../people/second-factor/renew-codes";
import { resetSecondFactor, turnOffSecondFactor } from "../../people/second-factor/turn-off";
import { turnOnSecondFactor } from "../../people/second-factor/turn-on";
import { changeSignInSettings } from "../../people/sign-in-settings/change";
import { forgetKeys } from "../../secrets/keys";
import { db } from "../../store/db";
import { auditEvents, secondFactors, session, settings, signInLimits, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { forgetAuth } from "../auth";
import { needsSecondFactor } from "../duty";
import { passSecondStep } from "../second-step";
import { signIn } from "../sign-in";

const bob = { name: "Bob", email: "bob@example.com", role: "member" };
const HERE = "203.0.113.1";
const headers = new Headers({ "x-forwarded-for": HERE });

let store: TestStore;
let password: string;
let self: Context;
let admin: Context;
let adminPassword: string;
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

async function contextOf(email: string, role: "admin" | "member"): Promise<Context> {
  const [row] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  return { actor: { kind: "user", id: row?.id ?? "", role } };
}
const idOf = ({ actor }: Context) => (actor.kind === "user" ? actor.id : "");

beforeEach(async () => {
  await db().delete(user);
  await db().delete(signInLimits);
  await db().delete(settings);
  ({ password } = await addPerson(system, bob));
  const ada = { name: "Ada", email: "ada@example.com", role: "admin", ownPassword: "not asked" };
  ({ password: adminPassword } = await addPerson(system, ada));
  self = await contextOf(bob.email, "member");
  admin = await contextOf("ada@example.com", "admin");
});

/** Turns Bob's second factor on, by the code of the step before, so that those of now are unused. */
async function turnOn() {
  const { secret } = await beginSecondFactor(self, { ownPassword: password });
  const { codes } = await turnOnSecondFactor(self, { code: await codeAt(secret, stepAt(Date.now()) - 1) });
  const codeNow = () => codeAt(secret, stepAt(Date.now()));
  return { secret, codes, codeNow };
}

const enter = (secretWord = password) => signIn({ email: bob.email, password: secretWord }, headers);

test("with a second factor the password alone makes no session, and password and code make one", async () => {
  const { codeNow } = await turnOn();
  const ticket = await enter();
  expect(ticket).toEqual(expect.any(String));
  expect(await db().$count(session)).toBe(0);
  await passSecondStep(ticket, { code: await codeNow() }, headers);
  expect(await db().$count(session)).toBe(1);
});

test("a secret that no code has confirmed is asked for by no sign-in", async () => {
  await beginSecondFactor(self, { ownPassword: password });
  expect(await enter()).toBeNull();
  expect(await readSecondFactor(self)).toMatchObject({ isOn: false, codesLeft: 0 });
});

test("the secret and the recovery codes are nowhere in the store as they are", async () => {
  const { secret, codes } = await turnOn();
  const kept = JSON.stringify([
    await db().select().from(secondFactors),
    await db().select().from(auditEvents),
  ]);
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  // 128 bits and more, which need no slow hash (ASVS 6.5.2, 11.5.1).
  for (const code of codes) expect(code).toMatch(/^(?:[a-z2-7]{4}-){6}[a-z2-7]{4}$/);
  for (const hidden of [secret, ...codes]) expect(kept).not.toContain(hidden);
});

test("a code is taken once, also of two at the same moment", async () => {
  const { codeNow } = await turnOn();
  const ticket = await enter();
  const code = await codeNow();
  const outcomes = await Promise.allSettled([1, 2].map(() => passSecondStep(ticket, { code }, headers)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(passSecondStep(ticket, { code }, headers)).rejects.toThrow(BadInput);
  expect(await db().$count(session)).toBe(1);
});

test("the code that turned the factor on is used up by it", async () => {
  const { secret } = await beginSecondFactor(self, { ownPassword: password });
  const code = await codeAt(secret, stepAt(Date.now()));
  await turnOnSecondFactor(self, { code });
  await expect(passSecondStep(await enter(), { code }, headers)).rejects.toThrow(BadInput);
});

test("a clock that jumped a day ahead and back locks no person out", async () => {
  const { secret, codeNow } = await turnOn();
  const real = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(real + 86_400_000);
  await passSecondStep(await enter(), { code: await codeAt(secret, stepAt(Date.now())) }, headers);
  vi.restoreAllMocks();
  await passSecondStep(await enter(), { code: await codeNow() }, headers);
  expect(await db().$count(session)).toBe(2);
});

test("a recovery code signs in once, in any case and spacing, and the audit log says how many are left", async () => {
  const { codes } = await turnOn();
  const [code = ""] = codes;
  await passSecondStep(await enter(), { code: ` ${code.toUpperCase().replaceAll("-", " ")} ` }, headers);
  await expect(passSecondStep(await enter(), { code }, headers)).rejects.toThrow(BadInput);
  expect(await readSecondFactor(self)).toMatchObject({ isOn: true, codesLeft: 9 });
  const used = await db().select().from(auditEvents).where(eq(auditEvents.action, "use a recovery code"));
  expect(used.at(-1)).toMatchObject({ userName: "Bob", detail: { left: 9 } });
});

test("guesses of a code are ten in a quarter of an hour, from however many addresses they come", async () => {
  const { codeNow } = await turnOn();
  const ticket = await enter();
  await expect(passSecondStep(ticket, { code: "wrong" }, headers)).rejects.toThrow(BadInput);
  await db().update(signInLimits).set({ points: 9 });
  const elsewhere = new Headers({ "x-forwarded-for": "198.51.100.7" });
  await expect(passSecondStep(ticket, { code: "" }, elsewhere)).rejects.toThrow(BadInput);
  await expect(passSecondStep(ticket, { code: await codeNow() }, headers)).rejects.toThrow(TooMany);
});

test("a sign-in that waits for its code is over once the password is another one", async () => {
  const { codes, codeNow } = await turnOn();
  const ticket = await enter();
  const { path } = await makeResetLink(admin, { id: idOf(self), ownPassword: adminPassword });
  const id = await findReset(path.replace("/reset/", ""), HERE);
  await spendReset(id, { next: "a sentence to remember", code: codes[0] }, HERE);
  await expect(passSecondStep(ticket, { code: await codeNow() }, headers)).rejects.toThrow(Conflict);
  await expect(passSecondStep(null, { code: await codeNow() }, headers)).rejects.toThrow(/Begin again/);
});

test("it is begun, turned off and its codes are renewed only with the own password", async () => {
  for (const input of [{}, { ownPassword: "wrong" }])
    await expect(beginSecondFactor(self, input)).rejects.toMatchObject({
      fields: { ownPassword: expect.any(String) },
    });
  const { codes } = await turnOn();
  await expect(renewRecoveryCodes(self, { ownPassword: "wrong" })).rejects.toThrow(BadInput);
  const renewed = await renewRecoveryCodes(self, { ownPassword: password });
  expect(renewed.codes).not.toContain(codes[0]);
  await expect(passSecondStep(await enter(), { code: codes[0] ?? "" }, headers)).rejects.toThrow(BadInput);
  await expect(turnOffSecondFactor(self, { ownPassword: "wrong" })).rejects.toThrow(BadInput);
  await turnOffSecondFactor(self, { ownPassword: password });
  expect(await enter()).toBeNull();
});

test("a second factor that is on is not replaced by another secret", async () => {
  const { codeNow } = await turnOn();
  await expect(beginSecondFactor(self, { ownPassword: password })).rejects.toThrow(Conflict);
  await passSecondStep(await enter(), { code: await codeNow() }, headers);
});

test("an admin turns another's off with their own password, which ends the sessions; a member does not", async () => {
  const { codeNow } = await turnOn();
  await passSecondStep(await enter(), { code: await codeNow() }, headers);
  const id = idOf(self);
  await expect(resetSecondFactor(self, { id, ownPassword: password })).rejects.toThrow(NotAllowed);
  await expect(resetSecondFactor(admin, { id, ownPassword: "wrong" })).rejects.toThrow(BadInput);
  await resetSecondFactor(admin, { id, ownPassword: adminPassword });
  expect(await db().$count(session)).toBe(0);
  expect(await enter()).toBeNull();
});

test("where each person needs one, a person without is led to it, needs no password for it, and cannot turn it off", async () => {
  await changeSignInSettings(admin, { requireSecondFactor: true, ownPassword: adminPassword });
  expect(await needsSecondFactor(idOf(self))).toBe(true);
  const { secret } = await beginSecondFactor(self, {});
  await turnOnSecondFactor(self, { code: await codeAt(secret, stepAt(Date.now())) });
  expect(await needsSecondFactor(idOf(self))).toBe(false);
  await expect(turnOffSecondFactor(self, { ownPassword: password })).rejects.toThrow(Conflict);
});

test("the setting is an admin's, with the own password", async () => {
  await expect(changeSignInSettings(self, { requireSecondFactor: true })).rejects.toThrow(NotAllowed);
  await expect(changeSignInSettings(admin, { requireSecondFactor: true })).rejects.toThrow(BadInput);
  expect(await needsSecondFactor(idOf(self))).toBe(false);
});
