import { and, eq } from "drizzle-orm";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { providerSchema, type Provider } from "@/lib/accounts/provider";
import type { ProviderProblemKind } from "@/lib/accounts/provider-problem";
import { forgetAuth } from "../../auth/auth";
import { beginProviderSignIn } from "../../auth/oidc/begin";
import { ProviderProblem } from "../../auth/oidc/problem";
import type { ProviderOptions } from "../../auth/oidc/request";
import { callbackUrl, sealClientSecret } from "../../auth/oidc/settings";
import {
  CLIENT,
  startRealProvider,
  walkThrough,
  type People,
  type RealProvider,
} from "../../auth/oidc/testing/real-provider";
import { startLyingProvider, type Lie, type LyingProvider } from "../../auth/oidc/testing/lying-provider";
import { signIn } from "../../auth/sign-in";
import { signInFailures } from "../../auth/sign-in-failures";
import { system, type Context } from "../../context";
import { forgetKeys } from "../../secrets/keys";
import { writeSetting } from "../../settings/write";
import { db } from "../../store/db";
import {
  account,
  auditEvents,
  session,
  settings,
  signInLimits,
  user,
  verification,
} from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { addPerson } from "../add";
import { changeProvider, readProvider } from "./change";
import { signInByProvider } from "./sign-in";

const HERE = "203.0.113.1";
const headers = new Headers({ "x-forwarded-for": HERE });
const people: People = new Map();
const grace = { email: "grace@navy.example", email_verified: true, name: "Grace Hopper", groups: ["crew"] };

let store: TestStore;
let real: RealProvider;
let lying: LyingProvider;
let nonce = "";
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  real = await startRealProvider(people, callbackUrl());
  lying = await startLyingProvider(CLIENT.id, () => nonce);
});
afterAll(async () => {
  await real.stop();
  await lying.stop();
  await signInFailures().flush();
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(user);
  await db().delete(settings);
  await db().delete(signInLimits);
  people.clear();
  people.set("grace", grace);
  lying.tell({});
});

/** Sets the provider as an admin would have, without the forms. */
async function set(fields: Partial<Provider> = {}): Promise<void> {
  const value = providerSchema.parse({
    isOn: true,
    issuer: real.issuer,
    clientId: CLIENT.id,
    scopes: "openid email profile groups",
    domains: ["navy.example"],
    makesAccounts: true,
    ...fields,
    clientSecret: sealClientSecret(CLIENT.secret),
  });
  await writeSetting(db(), "provider", value);
}

/** Walks through a whole sign-in; returns what it left for the second step. */
async function enter(login = "grace", options: ProviderOptions = {}): Promise<string | null> {
  const { location, browser } = await beginProviderSignIn(HERE, options);
  return signInByProvider(await walkThrough(location, login, callbackUrl()), browser, headers, options);
}

/** Lets the lying provider answer one sign-in. */
async function enterWith(lie: Lie): Promise<string | null> {
  lying.tell(lie);
  const { location, browser } = await beginProviderSignIn(HERE);
  const asked = new URL(location).searchParams;
  nonce = asked.get("nonce") ?? "";
  return signInByProvider({ state: asked.get("state"), code: "any" }, browser, headers);
}

const problemOf = (work: Promise<unknown>): Promise<ProviderProblemKind | "none"> =>
  work.then(
    () => "none" as const,
    (error: unknown) => {
      if (error instanceof ProviderProblem) return error.kind;
      throw error;
    },
  );
const personOf = async (email: string) => (await db().select().from(user).where(eq(user.email, email)))[0];
const byEmail = { name: "Grace", email: "grace@navy.example", role: "member" };

test("a person of an allowed domain gets an account and a session, and the same account the next time", async () => {
  await set({ newRole: "viewer" });
  expect(await enter()).toBeNull();
  const made = await personOf(grace.email);
  expect(made).toMatchObject({ name: "Grace Hopper", role: "viewer", mustChangePassword: false });
  people.set("grace", { ...grace, email: "hopper@navy.example" });
  await enter();
  expect(await db().$count(user)).toBe(1);
  expect(await db().$count(session)).toBe(2);
  const entries = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.userRef, made?.id ?? ""));
  expect(entries.map(({ action }) => action)).toEqual(["add a person", "sign in", "sign in"]);
});

test("an address that the provider has not verified opens nothing: no account, no account of another", async () => {
  await addPerson(system, byEmail);
  people.set("eve", { ...grace, name: "Eve", email_verified: false });
  for (const domains of [["navy.example"], []]) {
    await set({ domains, linksByEmail: true, makesAccounts: domains.length > 0 });
    expect(await problemOf(enter("eve"))).toBe("unverified");
  }
  expect(await db().$count(user)).toBe(1);
  expect(await db().$count(session)).toBe(0);
});

test("an account that is here is joined by its verified address only where an admin allows it, and once", async () => {
  await addPerson(system, byEmail);
  await set();
  expect(await problemOf(enter())).toBe("address-taken");
  await set({ linksByEmail: true });
  await enter();
  await enter();
  expect(await db().$count(user)).toBe(1);
  people.set("another", grace);
  expect(await problemOf(enter("another"))).toBe("address-taken");
  expect(await db().$count(account, eq(account.providerId, `oidc:${real.issuer}`))).toBe(1);
});

test("a person who was let in once and is not allowed any more is not let in", async () => {
  await set();
  await enter();
  await set({ domains: ["army.example"] });
  expect(await problemOf(enter())).toBe("not-allowed");
  await set({ domains: ["army.example"], subjects: ["grace"] });
  expect(await enter()).toBeNull();
});

test("without accounts made of its own, a person who was not invited is not let in", async () => {
  await set({ makesAccounts: false });
  expect(await problemOf(enter())).toBe("no-account");
});

test("role and groups follow the provider's at each sign-in, and end what is open elsewhere", async () => {
  await set({
    mapping: [
      { claim: "crew", role: "member", groups: ["ships"] },
      { claim: "captains", role: "admin", groups: [] },
    ],
  });
  await addPerson(system, { name: "Ada", email: "ada@example.com", role: "admin", ownPassword: "not asked" });
  await enter();
  expect(await personOf(grace.email)).toMatchObject({ role: "member", groups: ["ships"] });
  people.set("grace", { ...grace, groups: ["crew", "captains"] });
  await enter();
  expect(await personOf(grace.email)).toMatchObject({ role: "admin", groups: [] });
  expect(await db().$count(session)).toBe(1);
  people.set("grace", { ...grace, groups: ["crew"] });
  await enter();
  expect(await personOf(grace.email)).toMatchObject({ role: "member" });
  people.set("grace", { ...grace, groups: ["cooks"] });
  expect(await problemOf(enter())).toBe("no-group");
});

test("the last admin stays one, whatever the provider's groups say", async () => {
  await set({ mapping: [{ claim: "captains", role: "admin", groups: [] }] });
  people.set("grace", { ...grace, groups: ["captains"] });
  await enter();
  await set({ mapping: [{ claim: "captains", role: "viewer", groups: [] }] });
  await enter();
  expect(await personOf(grace.email)).toMatchObject({ role: "admin" });
});

test("keys that the provider rotates are fetched anew, also where the new one has the old one's name", async () => {
  await set();
  await enter();
  await real.rotate(false);
  await enter();
  await real.rotate(true);
  await enter();
  await real.rotate(true);
  await enter();
  expect(await db().$count(session)).toBe(4);
});

test("a state works once, in the browser that began, and for ten minutes", async () => {
  await set();
  const { location, browser } = await beginProviderSignIn(HERE);
  const query = await walkThrough(location, "grace", callbackUrl());
  await signInByProvider(query, browser, headers);
  expect(await problemOf(signInByProvider(query, browser, headers))).toBe("stale");
  const second = await beginProviderSignIn(HERE);
  const stolen = await walkThrough(second.location, "grace", callbackUrl());
  expect(await problemOf(signInByProvider(stolen, browser, headers))).toBe("stale");
  expect(await problemOf(signInByProvider(stolen, undefined, headers))).toBe("stale");
  const third = await beginProviderSignIn(HERE);
  await db().update(verification).set({ expiresAt: new Date() });
  const late = await walkThrough(third.location, "grace", callbackUrl());
  expect(await problemOf(signInByProvider(late, third.browser, headers))).toBe("stale");
  expect(await problemOf(signInByProvider({}, browser, headers))).toBe("stale");
  expect(await db().$count(session)).toBe(1);
});

test("neither the state nor the client's secret is in the store as it is", async () => {
  await set();
  const { location } = await beginProviderSignIn(HERE);
  const kept = JSON.stringify([await db().select().from(verification), await db().select().from(settings)]);
  expect(kept).not.toContain(new URL(location).searchParams.get("state"));
  expect(kept).not.toContain(CLIENT.secret);
});

test("a provider that does not answer, or may not be dialled, is told as away, and a password still signs in", async () => {
  await set({ issuer: "http://127.0.0.1:9" });
  expect(await problemOf(beginProviderSignIn(HERE))).toBe("away");
  const { password } = await addPerson(system, byEmail);
  expect(await signIn({ ...byEmail, password }, headers)).toBeNull();
  await set();
  const policy = new Set(["public"] as const);
  expect(await problemOf(beginProviderSignIn(HERE, { policy }))).toBe("away");
  const { location, browser } = await beginProviderSignIn(HERE);
  const query = await walkThrough(location, "grace", callbackUrl());
  expect(await problemOf(signInByProvider(query, browser, headers, { policy }))).toBe("away");
});

test("a sign-in by a provider that is off, or another one by now, ends", async () => {
  await set();
  const { location, browser } = await beginProviderSignIn(HERE);
  const query = await walkThrough(location, "grace", callbackUrl());
  await set({ issuer: lying.issuer });
  expect(await problemOf(signInByProvider(query, browser, headers))).toBe("stale");
  await set({ isOn: false });
  expect(await problemOf(beginProviderSignIn(HERE))).toBe("off");
});

const seconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;

test.each<[string, Lie]>([
  ["for another client", { claims: { aud: "another" } }],
  ["for several clients and issued to another", { claims: { aud: [CLIENT.id, "another"], azp: "another" } }],
  ["of another issuer", { claims: { iss: "https://id.example.com" } }],
  ["of another sign-in", { claims: { nonce: "another" } }],
  ["without a nonce", { claims: { nonce: undefined } }],
  ["that has expired", { claims: { iat: seconds(-900), exp: seconds(-600) } }],
  ["that holds later", { claims: { nbf: seconds(600) } }],
  ["without a subject", { claims: { sub: undefined } }],
  ["without a signature", { sign: (claims) => Promise.resolve(new UnsecuredJWT(claims).encode()) }],
  [
    "signed with the client's secret",
    {
      sign: (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256" })
          .sign(new TextEncoder().encode(CLIENT.secret)),
    },
  ],
  ["that was changed", { sign: async (claims, honest) => `${(await honest(claims)).slice(0, -8)}AAAAAAAA` }],
  ["that is none", { sign: () => Promise.resolve("a.b.c") }],
])("a token %s lets no person in", async (_what, lie) => {
  await set({ issuer: lying.issuer });
  expect(await problemOf(enterWith(lie))).toBe("token");
  expect(await db().$count(user)).toBe(0);
});

const page = { status: 200, body: "<html>a login page of a proxy</html>" };

test.each<[ProviderProblemKind, string, Lie]>([
  ["strange", "a page in place of its keys", { answers: { "/keys": page } }],
  ["strange", "a page in place of its tokens", { answers: { "/token": page } }],
  ["strange", "tokens without an id token", { answers: { "/token": { status: 200, body: "{}" } } }],
  ["strange", "more than any key set", { answers: { "/keys": { status: 200, body: " ".repeat(600_000) } } }],
  [
    "refused",
    "a code that it does not know",
    { answers: { "/token": { status: 400, body: '{"error":"invalid_grant"}' } } },
  ],
  ["away", "an error of its own", { answers: { "/token": { status: 503, body: "{}" } } }],
  ["strange", "a redirect elsewhere", { answers: { "/keys": { status: 302, body: "{}" } } }],
])("%s is said of a provider that answers %s", async (kind, _what, lie) => {
  globalThis.headroomProviderKeys = undefined;
  await set({ issuer: lying.issuer });
  expect(await problemOf(enterWith(lie))).toBe(kind);
});

test("an honest token of the same provider signs in, with PKCE and the client's secret in the header", async () => {
  await set({ issuer: lying.issuer });
  expect(await enterWith({})).toBeNull();
  const [last] = lying.asked.slice(-1);
  expect(last?.form.get("code_verifier")).toMatch(/^[\w-]{43}$/);
  expect(last?.form.has("client_secret")).toBe(false);
  const [, encoded = ""] = (last?.authorization ?? "").split(" ");
  const parts = Buffer.from(encoded, "base64").toString().split(":");
  expect(parts.map((part) => new URLSearchParams(`x=${part}`).get("x"))).toEqual([CLIENT.id, CLIENT.secret]);
});

test("an answer of another issuer in its name, and one that the provider refused, end the sign-in", async () => {
  await set({ issuer: lying.issuer });
  for (const [query, kind] of [
    [{ code: "any", iss: "https://id.example.com" }, "stale"],
    [{ error: "access_denied" }, "refused"],
    [{}, "refused"],
  ] as const) {
    const { location, browser } = await beginProviderSignIn(HERE);
    const state = new URL(location).searchParams.get("state");
    expect(await problemOf(signInByProvider({ state, ...query }, browser, headers))).toBe(kind);
  }
});

test("a discovery that names another issuer, or an endpoint without TLS elsewhere, is not followed", async () => {
  await set({ issuer: lying.issuer });
  const honest = {
    issuer: lying.issuer,
    authorization_endpoint: `${lying.issuer}/authorize`,
    token_endpoint: `${lying.issuer}/token`,
    jwks_uri: `${lying.issuer}/keys`,
  };
  for (const change of [
    { issuer: "https://id.example.com" },
    { token_endpoint: "http://id.example.com/token" },
    { jwks_uri: "file:///etc/passwd" },
    { authorization_endpoint: "javascript:alert(1)" },
  ]) {
    const body = JSON.stringify({ ...honest, ...change });
    lying.tell({ answers: { "/.well-known/openid-configuration": { status: 200, body } } });
    expect(await problemOf(beginProviderSignIn(HERE))).toBe("strange");
  }
});

async function asAdmin(): Promise<{ ctx: Context; ownPassword: string }> {
  const made = { name: "Ada", email: "ada@example.com", role: "admin", ownPassword: "not asked" };
  const { password } = await addPerson(system, made);
  const [row] = await db()
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.email, made.email)));
  return { ctx: { actor: { kind: "user", id: row?.id ?? "", role: "admin" } }, ownPassword: password };
}

test("an admin sets the provider with their own password; its secret is kept, never shown, and not sent elsewhere", async () => {
  const { ctx, ownPassword } = await asAdmin();
  const input = {
    isOn: true,
    issuer: real.issuer,
    clientId: CLIENT.id,
    domains: ["Navy.example"],
    makesAccounts: true,
    clientSecret: CLIENT.secret,
  };
  await expect(changeProvider(ctx, input)).rejects.toMatchObject({
    fields: { ownPassword: expect.any(String) },
  });
  await changeProvider(ctx, { ...input, ownPassword });
  const shown = await readProvider(ctx);
  expect(shown).toMatchObject({ hasSecret: true, callback: "http://localhost:3000/sign-in/oidc/callback" });
  expect(JSON.stringify(shown)).not.toContain("ciphertext");
  expect(await enter()).toBeNull();
  const elsewhere = { ...input, issuer: lying.issuer, clientSecret: "", ownPassword };
  await expect(changeProvider(ctx, elsewhere)).rejects.toMatchObject({
    fields: { clientSecret: expect.any(String) },
  });
  await changeProvider(ctx, { ...input, clientSecret: "", ownPassword });
  expect(await enter()).toBeNull();
  const entries = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, "change the sign-in settings"));
  expect(entries.length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(entries)).not.toContain(CLIENT.secret);
});

test.each([
  ["issuer", { issuer: "http://id.example.com" }],
  ["issuer", { issuer: "http://127.0.0.1:9" }],
  ["issuer", { issuer: "not an address" }],
  ["clientId", { clientId: "" }],
  ["scopes", { scopes: "email" }],
  ["makesAccounts", { domains: [] }],
])("settings that cannot work are refused at %s", async (field, change) => {
  const { ctx, ownPassword } = await asAdmin();
  const input = {
    isOn: true,
    issuer: real.issuer,
    clientId: CLIENT.id,
    domains: ["navy.example"],
    makesAccounts: true,
    ownPassword,
    ...change,
  };
  await expect(changeProvider(ctx, input)).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
});
