import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { INVITATION_CLOSED } from "@/lib/accounts/link-state";
import { forgetAuth } from "../../auth/auth";
import { signIn } from "../../auth/sign-in";
import { system, type Context } from "../../context";
import { BadInput, Conflict, NotAllowed, TooMany } from "../../errors";
import { forgetKeys } from "../../secrets/keys";
import { db } from "../../store/db";
import { auditEvents, invitations, signInLimits, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { addPerson } from "../add";
import { removePerson } from "../remove";
import { acceptInvitation } from "./accept";
import { invitePerson } from "./invite";
import { listInvitations } from "./list";
import { findInvitation, openInvitation } from "./open";
import { revokeInvitation } from "./revoke";

const grace = { name: "Grace", email: "grace@example.com", password: "four horses and a cake" };
const HERE = "203.0.113.1";

let store: TestStore;
let ada: Context;
let adaPassword: string;
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
  const made = await addPerson(system, {
    name: "Ada",
    email: "ada@example.com",
    role: "admin",
    ownPassword: "not asked",
  });
  adaPassword = made.password;
  ada = { actor: { kind: "user", id: await idOf("ada@example.com"), role: "admin" } };
});

async function idOf(email: string): Promise<string> {
  const [row] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  return row?.id ?? "";
}

/** Invites a person and returns the token of the link and the id that it leads to. */
async function invited(input: Record<string, unknown> = {}) {
  const { path } = await invitePerson(ada, { role: "member", ...input });
  const token = path.replace("/invite/", "");
  return { token, id: await findInvitation(token, HERE) };
}

test("a person who was invited has the role, the groups and the password that they chose, and nothing to change", async () => {
  const { id } = await invited({ role: "viewer", groups: ["shop", "shop"], days: 3 });
  expect(await openInvitation(id)).toEqual({ invitedBy: "Ada", role: "viewer", email: null });
  await acceptInvitation(id, grace, HERE);
  await signIn(grace, new Headers());
  const [row] = await db().select().from(user).where(eq(user.email, grace.email));
  expect(row).toMatchObject({ role: "viewer", groups: ["shop"], mustChangePassword: false, name: "Grace" });
});

test("the token is nowhere in the store, and neither is it in the list or the audit log", async () => {
  const { token } = await invited({ email: "grace@example.com" });
  const kept = [
    await db().select().from(invitations),
    await db().select().from(auditEvents),
    await listInvitations(ada),
  ];
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(kept)).not.toContain(token);
});

test("opening the link uses nothing up, so that a program that looks at links leaves it to the person", async () => {
  const { token, id } = await invited();
  for (let look = 0; look < 3; look += 1) expect(await findInvitation(token, HERE)).toBe(id);
  await acceptInvitation(id, grace, HERE);
});

test("an invitation is accepted once, also by many at the same moment", async () => {
  const { id } = await invited();
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map((n) =>
      acceptInvitation(id, { ...grace, email: `grace${n}@example.com` }, `203.0.113.${n}`),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db().$count(user)).toBe(2);
  await expect(acceptInvitation(id, { ...grace, email: "late@example.com" }, HERE)).rejects.toThrow(
    /was used.*Sign in/,
  );
  expect(await openInvitation(id)).toEqual(INVITATION_CLOSED.used);
});

test("one that has expired, was revoked or was never made lets no person in, with a text each", async () => {
  const old = await invited();
  await db()
    .update(invitations)
    .set({ expiresAt: new Date(Date.now() - 1) });
  const revoked = await invited();
  await revokeInvitation(ada, revoked.id);
  await expect(revokeInvitation(ada, revoked.id)).rejects.toThrow(Conflict);
  const unknown = crypto.randomUUID();
  for (const [id, text] of [
    [old.id, INVITATION_CLOSED.expired],
    [revoked.id, INVITATION_CLOSED.revoked],
    [unknown, INVITATION_CLOSED.unknown],
    [null, INVITATION_CLOSED.unknown],
  ] as const) {
    expect(await openInvitation(id)).toEqual(text);
    await expect(acceptInvitation(id, grace, HERE)).rejects.toThrow(text.title);
  }
  expect(await db().$count(user)).toBe(1);
  expect((await listInvitations(ada)).map(({ state }) => state)).toEqual(["expired"]);
});

test("an invitation is worth nothing once its author is no admin, or has no account, any more", async () => {
  const { token, id } = await invited();
  await db().update(user).set({ role: "member" });
  expect(await openInvitation(id)).toEqual(INVITATION_CLOSED.revoked);
  await expect(acceptInvitation(id, grace, HERE)).rejects.toThrow(/revoked/);
  await db().update(user).set({ role: "admin" });
  await addPerson(system, { name: "Bo", email: "bo@example.com", role: "admin", ownPassword: "not asked" });
  await removePerson(system, { id: await idOf("ada@example.com"), ownPassword: "not asked" });
  expect(await findInvitation(token, HERE)).toBeNull();
});

test("an address that guesses tokens waits, and one with a link gets in from elsewhere", async () => {
  const { token, id } = await invited();
  expect(await findInvitation("short", HERE)).toBeNull();
  await db().update(signInLimits).set({ points: 29 });
  expect(await findInvitation("x".repeat(43), HERE)).toBeNull();
  await expect(findInvitation(token, HERE)).rejects.toThrow(TooMany);
  expect(await findInvitation(token, "198.51.100.7")).toBe(id);
});

test("an invitation that names an address makes the account of that address and of no other", async () => {
  const { id } = await invited({ email: " Grace@Example.com" });
  expect(await openInvitation(id)).toMatchObject({ email: "grace@example.com" });
  await acceptInvitation(id, { ...grace, email: "eve@example.com" }, HERE);
  expect(await idOf("grace@example.com")).not.toBe("");
  expect(await idOf("eve@example.com")).toBe("");
});

test("an address that has an account is refused, when it is invited and when it is typed", async () => {
  await expect(invited({ email: "ADA@example.com" })).rejects.toMatchObject({
    fields: { email: expect.any(String) },
  });
  const { id } = await invited();
  await expect(acceptInvitation(id, { ...grace, email: "ada@example.com" }, HERE)).rejects.toMatchObject({
    fields: { email: expect.stringContaining("Sign in") },
  });
  await acceptInvitation(id, grace, HERE);
});

test.each([
  ["short", "short"],
  ["made of common words", "password12345"],
  ["the own name", "grace@example.com"],
])(
  "a password that is %s is refused at its field, and the invitation stays open",
  async (_kind, password) => {
    const { id } = await invited();
    await expect(acceptInvitation(id, { ...grace, password }, HERE)).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    });
    await acceptInvitation(id, grace, HERE);
  },
);

test("an admin is invited only by who types their own password again, and sees all groups", async () => {
  await expect(invited({ role: "admin" })).rejects.toMatchObject({
    fields: { ownPassword: expect.any(String) },
  });
  await expect(invited({ role: "admin", ownPassword: "wrong" })).rejects.toThrow(BadInput);
  const { id } = await invited({ role: "admin", ownPassword: adaPassword, groups: ["shop"] });
  await acceptInvitation(id, grace, HERE);
  const [row] = await db().select().from(user).where(eq(user.email, grace.email));
  expect(row).toMatchObject({ role: "admin", groups: [] });
});

test("members neither invite nor see invitations", async () => {
  const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
  for (const attempt of [
    invitePerson(member, { role: "viewer" }),
    listInvitations(member),
    revokeInvitation(member, crypto.randomUUID()),
  ])
    await expect(attempt).rejects.toThrow(NotAllowed);
});

test("the audit log says who invited, who came and who revoked", async () => {
  const from = Date.now();
  const { id } = await invited({ email: "grace@example.com" });
  await acceptInvitation(id, grace, HERE);
  await revokeInvitation(ada, (await invited()).id);
  const rows = await db().select().from(auditEvents);
  const recent = rows.filter(({ at }) => at.getTime() >= from - 1000).slice(-4);
  expect(recent.map(({ userName, action }) => `${userName}: ${action}`)).toEqual([
    "Ada: invite a person",
    "Grace: accept an invitation",
    "Ada: invite a person",
    "Ada: revoke an invitation",
  ]);
});
