import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { forgetAuth } from "../auth/auth";
import { signIn } from "../auth/sign-in";
import { operator, system, type Context } from "../context";
import { BadInput, Conflict, NotAllowed, NotFound } from "../errors";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { auditEvents, session, signInLimits, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { addPerson } from "./add";
import { changeRole } from "./change-role";
import { endSessionsOf } from "./end-sessions";
import { listPeople } from "./list";
import { changeOwnPassword } from "./own-password";
import { removePerson } from "./remove";
import { renewPassword } from "./renew-password";
import { resetPassword } from "./reset-password";

const as = (id: string, role: "admin" | "member"): Context => ({ actor: { kind: "user", id, role } });
const ctx = system;
const ada = { name: "Ada", email: "ada@example.com", role: "admin" };
const bob = { name: "Bob", email: "bob@example.com", role: "member" };
/** Headroom itself has no password that could be asked for. */
const ownPassword = "not asked";
const enter = (email: string, password: string) => signIn({ email, password }, new Headers());

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
  await db().delete(signInLimits);
});
const idOf = async (email: string) =>
  (await listPeople(ctx)).find((person) => person.email === email)?.id ?? "";

test("a person who was let in signs in with the password that was shown", async () => {
  const { password } = await addPerson(ctx, bob);
  await enter(bob.email, password);
  expect(await listPeople(ctx)).toMatchObject([{ ...bob, lastSeen: expect.any(String) }]);
});

test("an address has one account", async () => {
  await addPerson(ctx, bob);
  await expect(addPerson(ctx, { ...bob, email: " BOB@example.com" })).rejects.toThrow(BadInput);
});

test("a new password ends the sessions and the old password", async () => {
  const { password } = await addPerson(ctx, bob);
  await enter(bob.email, password);
  const renewed = await renewPassword(ctx, { id: await idOf(bob.email), ownPassword });
  expect(await db().$count(session)).toBe(0);
  await expect(enter(bob.email, password)).rejects.toThrow(BadInput);
  await enter(bob.email, renewed.password);
});

test("the machine's administrator gives a person a new password by e-mail address, which ends the sessions", async () => {
  const { password } = await addPerson(ctx, bob);
  await enter(bob.email, password);
  const reset = await resetPassword(system, ` ${bob.email.toUpperCase()} `);
  expect(await db().$count(session)).toBe(0);
  await expect(enter(bob.email, password)).rejects.toThrow(BadInput);
  await enter(bob.email, reset.password);
  await resetPassword(operator, bob.email);
  const [entry] = await db().select().from(auditEvents).where(eq(auditEvents.action, "renew a password"));
  expect(entry).toMatchObject({ userName: "command line", userRef: null, detail: { email: bob.email } });
  await expect(resetPassword(system, "nobody@example.com")).rejects.toThrow(NotFound);
  await expect(resetPassword(as(await idOf(bob.email), "member"), bob.email)).rejects.toThrow(NotAllowed);
});

test("an admin ends every session of a person with the own password, and the person's password stays", async () => {
  const { password } = await addPerson(ctx, bob);
  const admin = await addPerson(ctx, { ...ada, ownPassword });
  const bobId = await idOf(bob.email);
  const self = as(await idOf(ada.email), "admin");
  await enter(bob.email, password);
  await enter(bob.email, password);
  await expect(endSessionsOf(self, { id: bobId, ownPassword: "wrong" })).rejects.toThrow(BadInput);
  expect(await db().$count(session)).toBe(2);
  await endSessionsOf(self, { id: bobId, ownPassword: admin.password });
  expect(await db().$count(session)).toBe(0);
  await enter(bob.email, password);
  await expect(endSessionsOf(as(bobId, "member"), { id: bobId, ownPassword: password })).rejects.toThrow(
    NotAllowed,
  );
  await expect(endSessionsOf(ctx, { id: "gone", ownPassword })).rejects.toThrow(NotFound);
});

test("one's own password is changed by who knows the current one, and every session ends", async () => {
  const { password } = await addPerson(ctx, bob);
  const self = as(await idOf(bob.email), "member");
  await enter(bob.email, password);
  await expect(changeOwnPassword(self, { current: "wrong", next: "a new sentence" })).rejects.toThrow(
    BadInput,
  );
  await changeOwnPassword(self, { current: password, next: "a new sentence" });
  expect(await db().$count(session)).toBe(0);
  await enter(bob.email, "a new sentence");
});

test("the last admin stays an admin, also when two are taken away at once", async () => {
  await addPerson(ctx, { ...ada, ownPassword });
  await addPerson(ctx, { ...bob, role: "admin", ownPassword });
  const ids = [await idOf(ada.email), await idOf(bob.email)];
  const outcomes = await Promise.allSettled([
    removePerson(ctx, { id: ids[0] }),
    changeRole(ctx, { id: ids[1], role: "member", ownPassword }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(Conflict);
  expect((await listPeople(ctx)).filter(({ role }) => role === "admin")).toHaveLength(1);
});

test("a member sees and changes nobody", async () => {
  await addPerson(ctx, { ...ada, ownPassword });
  const member = as("m", "member");
  const id = await idOf(ada.email);
  for (const attempt of [
    listPeople(member),
    addPerson(member, bob),
    changeRole(member, { id, role: "member", ownPassword }),
    removePerson(member, { id }),
    renewPassword(member, { id, ownPassword }),
  ])
    await expect(attempt).rejects.toThrow(NotAllowed);
});

test("another person is made an admin, or gets a new password, only by who types their own password again", async () => {
  const { password } = await addPerson(ctx, { ...ada, ownPassword });
  await addPerson(ctx, bob);
  const self = as(await idOf(ada.email), "admin");
  const id = await idOf(bob.email);
  const eve = { name: "Eve", email: "eve@example.com", role: "admin" };
  const acts = (own: Record<string, string>) => [
    () => addPerson(self, { ...eve, ...own }),
    () => changeRole(self, { id, role: "admin", ...own }),
    () => renewPassword(self, { id, ...own }),
  ];
  for (const act of acts({}))
    await expect(act()).rejects.toMatchObject({ fields: { ownPassword: expect.any(String) } });
  for (const act of acts({ ownPassword: "wrong" }))
    await expect(act()).rejects.toMatchObject({ status: 422, fields: { ownPassword: expect.any(String) } });
  expect(await listPeople(ctx)).toHaveLength(2);
  for (const act of acts({ ownPassword: password })) await act();
  expect((await listPeople(ctx)).map(({ role }) => role)).toEqual(["admin", "admin", "admin"]);
});

test("an admin is removed only by who types their own password again, a member without", async () => {
  const { password } = await addPerson(ctx, { ...ada, ownPassword });
  await addPerson(ctx, { ...bob, role: "admin", ownPassword });
  const self = as(await idOf(ada.email), "admin");
  const id = await idOf(bob.email);
  await expect(removePerson(self, { id })).rejects.toMatchObject({
    fields: { ownPassword: expect.any(String) },
  });
  await expect(removePerson(self, { id, ownPassword: "wrong" })).rejects.toThrow(BadInput);
  await removePerson(self, { id, ownPassword: password });
  await addPerson(ctx, bob);
  await removePerson(self, { id: await idOf(bob.email) });
  expect(await listPeople(ctx)).toHaveLength(1);
});

test("wrong tries of the own password are counted and end in a pause", async () => {
  const { password } = await addPerson(ctx, { ...ada, ownPassword });
  const { actor } = as(await idOf(ada.email), "admin");
  const self: Context = { actor, address: "203.0.113.5" };
  const attempt = (own: string) =>
    removePerson(self, { id: self.actor.kind === "user" ? self.actor.id : "", ownPassword: own });
  await expect(attempt("guess")).rejects.toThrow(BadInput);
  await db().update(signInLimits).set({ points: 9 });
  await expect(attempt("the tenth")).rejects.toThrow(BadInput);
  await expect(attempt(password)).rejects.toMatchObject({ status: 429 });
});

test("a new role ends the person's sessions", async () => {
  const { password } = await addPerson(ctx, bob);
  await enter(bob.email, password);
  await changeRole(ctx, { id: await idOf(bob.email), role: "admin", ownPassword });
  expect(await db().$count(session)).toBe(0);
});
