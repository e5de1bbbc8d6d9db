import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { forgetAuth } from "../auth/auth";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound, TooMany } from "../errors";
import { addPerson } from "../people/add";
import { changeRole } from "../people/change-role";
import { removePerson } from "../people/remove";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { apiTokens, auditEvents, signInLimits, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { authenticate, ScopeTooSmall, TokenRefused } from "./authenticate";
import { listTokens } from "./list";
import { makeToken } from "./make";
import { forgetTokenLimits, MOST_REFUSED } from "./refusals";
import { revokeToken } from "./revoke";

let store: TestStore;
let ada: Context;
let ownPassword: string;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  forgetTokenLimits();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(apiTokens);
  await db().delete(user);
  await db().delete(signInLimits);
  ({ ctx: ada, password: ownPassword } = await admin("Ada"));
});

async function admin(name: string): Promise<{ ctx: Context; id: string; password: string }> {
  const email = `${name.toLowerCase()}@example.com`;
  const { password } = await addPerson(system, { name, email, role: "admin", ownPassword: "not asked" });
  const [row] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  const id = row?.id ?? "";
  return { ctx: { actor: { kind: "user", id, role: "admin" } }, id, password };
}

const make = async (input: Record<string, unknown> = {}) =>
  (await makeToken(ada, { name: "CI", scope: "read", ownPassword, ...input })).token;
const sent = (token: string, address = "203.0.113.9") =>
  new Request("http://localhost/api/v1/databases", {
    headers: { authorization: `Bearer ${token}`, "x-forwarded-for": address },
  });
const entries = (action: string) =>
  db().select().from(auditEvents).where(eq(auditEvents.action, action)).orderBy(auditEvents.id);
const change = (values: Partial<typeof apiTokens.$inferInsert>) => db().update(apiTokens).set(values);

test("a token is shown once: the store and the audit log have its hash and its name alone", async () => {
  const token = await make();
  expect(token).toMatch(/^hdr_[\w-]{43}$/);
  const kept = JSON.stringify([await db().select().from(apiTokens), await entries("make a token")]);
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(token.slice(4));
  const [listed] = await listTokens(ada);
  expect(listed).toMatchObject({
    name: "CI",
    scope: "read",
    state: "open",
    createdBy: "Ada",
    lastUsedAt: null,
  });
  const days = (Date.parse(listed?.expiresAt ?? "") - Date.parse(listed?.createdAt ?? "")) / 86_400_000;
  expect(Math.round(days)).toBe(90);
});

test("an admin makes one, with the own password, by a name that no open token has, for 30, 90 or 365 days", async () => {
  await make();
  await expect(make()).rejects.toMatchObject({ fields: { name: expect.stringMatching(/Another token/) } });
  await expect(make({ name: "B", ownPassword: undefined })).rejects.toThrow(BadInput);
  await expect(make({ name: "B", ownPassword: "wrong" })).rejects.toThrow(BadInput);
  await expect(make({ name: "B", days: 31 })).rejects.toThrow(BadInput);
  await expect(make({ name: "B", scope: "all" })).rejects.toThrow(BadInput);
  const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
  for (const act of [() => makeToken(member, {}), () => listTokens(member), () => revokeToken(member, "x")])
    await expect(act()).rejects.toThrow(NotAllowed);
});

test("a token acts with the least role for what is asked, and its scope has to reach that far", async () => {
  const tokens = { read: await make(), check: await make({ name: "B", scope: "check" }) };
  const run = await make({ name: "C", scope: "run" });
  const roleOf = async (token: string, scope: "read" | "check" | "run") =>
    (await authenticate(sent(token), scope)).actor.role;
  expect(await roleOf(tokens.read, "read")).toBe("member");
  expect(await roleOf(run, "read")).toBe("member");
  expect(await roleOf(run, "run")).toBe("admin");
  expect(await roleOf(tokens.check, "check")).toBe("member");
  await expect(roleOf(tokens.read, "check")).rejects.toThrow(ScopeTooSmall);
  await expect(roleOf(tokens.check, "run")).rejects.toThrow(ScopeTooSmall);
});

test("a token never passes where a person confirms by password, and makes no token", async () => {
  const actor = (await authenticate(sent(await make({ scope: "run" })), "run")).actor;
  await expect(makeToken({ actor }, { name: "B", scope: "run", ownPassword })).rejects.toThrow(NotAllowed);
  await expect(
    removePerson({ actor }, { id: ada.actor.kind === "user" ? ada.actor.id : "" }),
  ).rejects.toThrow(NotAllowed);
});

test.each(["", "Bearer", "Basic abc", "hdr_x", "Bearer a b"])(
  "the header %j is answered with the header that is needed",
  async (authorization) => {
    const request = new Request("http://localhost/", { headers: { authorization } });
    await expect(authenticate(request, "read")).rejects.toThrow(/Send a token/);
  },
);

test("an unknown, an expired and a revoked token each say what they are", async () => {
  const token = await make();
  await expect(authenticate(sent("hdr_x"), "read")).rejects.toThrow(/No token of this Headroom/);
  await expect(authenticate(sent(`hdr_${"a".repeat(43)}`), "read")).rejects.toThrow(TokenRefused);
  await change({ expiresAt: new Date(Date.now() - 1) });
  await expect(authenticate(sent(token), "read")).rejects.toThrow(/expired/);
  const [listed] = await listTokens(ada);
  await revokeToken(ada, listed?.id);
  await expect(authenticate(sent(token), "read")).rejects.toThrow(/revoked/);
  await expect(revokeToken(ada, listed?.id)).rejects.toThrow(NotFound);
  expect((await entries("revoke a token")).at(-1)?.detail).toEqual({ token: "CI" });
});

test("a token opens nothing once its maker lost the role of an admin, or the account", async () => {
  const grace = await admin("Grace");
  const token = await make();
  const bob = { ...(await authenticate(sent(token), "read")).actor };
  await changeRole(grace.ctx, { id: bob.madeBy, role: "member", groups: [], ownPassword: grace.password });
  await expect(authenticate(sent(token), "read")).rejects.toThrow(/no admin any more/);
  await removePerson(grace.ctx, { id: bob.madeBy });
  await expect(authenticate(sent(token), "read")).rejects.toThrow(/no admin any more/);
  expect((await listTokens(grace.ctx))[0]).toMatchObject({ state: "maker is no admin", createdBy: "Ada" });
});

test("time and address of the last use are written, once a minute at most", async () => {
  const token = await make();
  await authenticate(sent(token, "203.0.113.1"), "read");
  await authenticate(sent(token, "203.0.113.2"), "read");
  const used = async () => (await listTokens(ada))[0];
  expect(await used()).toMatchObject({ lastUsedFrom: "203.0.113.1", lastUsedAt: expect.any(String) });
  await change({ lastUsedAt: new Date(Date.now() - 60_001) });
  await authenticate(sent(token, "203.0.113.2"), "read");
  expect(await used()).toMatchObject({ lastUsedFrom: "203.0.113.2" });
});

test("refused tokens are one entry a minute for an address, and limited; a good one passes beside them", async () => {
  const token = await make();
  const before = (await entries("refuse a token")).length;
  const guess = (address: string) => authenticate(sent("hdr_guess", address), "read");
  await expect(guess("198.51.100.7")).rejects.toThrow(TokenRefused);
  await expect(guess("198.51.100.7")).rejects.toThrow(TokenRefused);
  await expect(guess("198.51.100.8")).rejects.toThrow(TokenRefused);
  const written = (await entries("refuse a token")).slice(before);
  expect(written.map(({ fromAddress, detail }) => [fromAddress, detail])).toEqual([
    ["198.51.100.7", { why: "unknown" }],
    ["198.51.100.8", { why: "unknown" }],
  ]);
  await db().update(signInLimits).set({ points: MOST_REFUSED });
  await expect(guess("198.51.100.7")).rejects.toThrow(TooMany);
  expect((await authenticate(sent(token, "198.51.100.7"), "read")).actor.kind).toBe("token");
});
