import { eq, like } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { USUAL_DAYS } from "@/lib/wall/link";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, TooMany } from "../errors";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { auditEvents, shareLinks, signInLimits, user, wallSessions } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { exchangeWallToken, NoWall } from "./exchange";
import { forgetShareLimits } from "./limits";
import { listShareLinks } from "./list";
import { makeShareLink } from "./make";
import { watchScreen } from "./open-screens";
import { revokeShareLink } from "./revoke";
import { wallCookie, wallSessionOf } from "./wall-session";

let store: TestStore;
const ada: Context = { actor: { kind: "user", id: "ada", role: "admin" }, address: "203.0.113.5" };
const input = { name: "Office", scope: { kind: "all" as const } };

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db().insert(user).values({ id: "ada", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetShareLimits();
  await store.stop();
});
afterEach(async () => {
  await db().delete(shareLinks);
  await db().delete(signInLimits);
});

const tokenOf = ({ address }: { address: string }) => address.split("/wall/")[1] ?? "";
const screen = (address = "198.51.100.1") => ({ address, present: null });
const cookie = (secret: string | null) => new Headers({ cookie: `other=1; headroom.wall=${secret}` });
const open = async (token: string, address?: string) =>
  (await exchangeWallToken(token, screen(address))).secret;
const refusal = (attempt: Promise<unknown>) => attempt.then(String, (error: unknown) => error);
const entries = async (action: string) =>
  db().select().from(auditEvents).where(eq(auditEvents.action, action)).orderBy(auditEvents.id);

test("a link's token is shown once, is nowhere in the store or the audit log, and lives for 30 days", async () => {
  const made = await makeShareLink(ada, input);
  const token = tokenOf(made);
  expect(token).toMatch(/^[\w-]{43}$/);
  const rows = await db().select().from(shareLinks);
  expect(JSON.stringify([rows, await db().select().from(auditEvents)])).not.toContain(token);
  const [link] = await listShareLinks(ada);
  expect(link).toMatchObject({
    name: "Office",
    createdBy: "Ada",
    state: "open",
    lastUsedAt: null,
    screens: 0,
  });
  expect(link?.allowed).toEqual({ hosts: false, applications: false });
  const days = (Date.parse(link?.expiresAt ?? "") - Date.parse(link?.createdAt ?? "")) / 86_400_000;
  expect(Math.round(days)).toBe(USUAL_DAYS);
});

test("only an admin makes, lists and revokes links, for at most a year", async () => {
  const member: Context = { actor: { kind: "user", id: "ada", role: "member" } };
  await expect(makeShareLink(member, input)).rejects.toThrow(NotAllowed);
  await expect(listShareLinks(member)).rejects.toThrow(NotAllowed);
  await expect(revokeShareLink(member, crypto.randomUUID())).rejects.toThrow(NotAllowed);
  await expect(makeShareLink(ada, { ...input, days: 366 })).rejects.toThrow(BadInput);
  const gone = { ...input, scope: { kind: "chosen", ids: [crypto.randomUUID()] } };
  await expect(makeShareLink(ada, gone)).rejects.toThrow(BadInput);
});

test("each screen that opens a link has a session of its own, and each exchange is in the audit log", async () => {
  const token = tokenOf(await makeShareLink(ada, { ...input, looks: { theme: "dark", contrast: "high" } }));
  const [one, other] = [await open(token), await open(token, "198.51.100.2")];
  expect(one).not.toBe(other);
  for (const secret of [one, other])
    expect(await wallSessionOf(cookie(secret))).toMatchObject({
      link: { name: "Office", scope: { kind: "all" }, looks: { theme: "dark", contrast: "high" } },
    });
  expect((await entries("open a wall link")).map(({ fromAddress, detail }) => [fromAddress, detail])).toEqual(
    [
      ["198.51.100.1", { link: "Office", screen: 1 }],
      ["198.51.100.2", { link: "Office", screen: 2 }],
    ],
  );
  expect(JSON.stringify(await db().select().from(wallSessions))).not.toContain(one);
});

test("a screen that opens its link again keeps its session", async () => {
  const token = tokenOf(await makeShareLink(ada, input));
  const present = await wallSessionOf(cookie(await open(token)));
  const again = await exchangeWallToken(token, { address: "198.51.100.1", present });
  expect(again.secret).toBeNull();
  expect(await db().$count(wallSessions)).toBe(1);
  const another = tokenOf(await makeShareLink(ada, { ...input, name: "Lab" }));
  expect((await exchangeWallToken(another, { address: "198.51.100.1", present })).secret).not.toBeNull();
});

test.each(["", "x", "a".repeat(43), "a".repeat(5_000), "'; DROP TABLE share_links; --"])(
  "the token %j opens nothing and is told so",
  async (token) => {
    expect(await refusal(open(token))).toMatchObject({
      status: 404,
      message: expect.stringMatching(/No wall has this address/),
    });
  },
);

test("an expired and a revoked link say which of both they are, and their screens see nothing more", async () => {
  const token = tokenOf(await makeShareLink(ada, input));
  const secret = await open(token);
  await db()
    .update(shareLinks)
    .set({ expiresAt: new Date("2026-01-02T03:04:05Z") });
  expect(await refusal(open(token))).toMatchObject({
    message: expect.stringMatching(/expired on 2026-01-02/),
  });
  expect(await wallSessionOf(cookie(secret))).toBeNull();

  const second = tokenOf(await makeShareLink(ada, { ...input, name: "Second" }));
  const kept = await open(second);
  const [link] = await listShareLinks(ada);
  await revokeShareLink(ada, link?.id);
  expect(await refusal(open(second))).toBeInstanceOf(NoWall);
  expect(await refusal(open(second))).toMatchObject({ message: expect.stringMatching(/was revoked on/) });
  expect(await wallSessionOf(cookie(kept))).toBeNull();
  expect((await entries("revoke a wall link")).at(-1)?.detail).toEqual({ link: "Second", screens: 1 });
});

test("guesses from one address end in a pause, and neither another address nor a screen that is open waits for it", async () => {
  const token = tokenOf(await makeShareLink(ada, input));
  const secret = await open(token);
  const guesses = Array.from({ length: 30 }, () => refusal(open("b".repeat(43), "203.0.113.9")));
  const outcomes = await Promise.all(guesses);
  expect(outcomes.filter((outcome) => outcome instanceof NoWall)).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome instanceof TooMany)).toHaveLength(10);
  expect(await refusal(open(token, "203.0.113.9"))).toMatchObject({
    status: 429,
    retryAfter: expect.any(Number),
  });
  expect(await open(token, "198.51.100.3")).not.toBeNull();
  expect(await wallSessionOf(cookie(secret))).not.toBeNull();
});

test("a link that is opened again and again from one address is limited as well", async () => {
  const token = tokenOf(await makeShareLink(ada, input));
  await open(token);
  await db().update(signInLimits).set({ points: 60 }).where(like(signInLimits.key, "screen:%"));
  expect(await refusal(open(token))).toMatchObject({ message: expect.stringMatching(/Too many screens/) });
});

test.each(["revoked", "expired"])("the stream of a screen ends when its link is %s", async (how) => {
  const session = await wallSessionOf(cookie(await open(tokenOf(await makeShareLink(ada, input)))));
  const ended = vi.fn();
  const stop = watchScreen(session?.sessionId ?? "", ended);
  await eventually(async () => expect((await listShareLinks(ada))[0]?.screens).toBe(1));
  expect(ended).not.toHaveBeenCalled();
  if (how === "revoked") await revokeShareLink(ada, session?.link.id);
  else await db().update(shareLinks).set({ expiresAt: new Date() });
  await eventually(() => expect(ended).toHaveBeenCalled());
  stop();
  if (how === "expired")
    await eventually(async () => expect((await listShareLinks(ada))[0]?.screens).toBe(0));
});

test("a screen's cookie is bound to its host over TLS, and to the wall's own paths elsewhere", () => {
  expect(wallCookie(true)).toEqual({ name: "__Host-headroom.wall", path: "/" });
  expect(wallCookie(false)).toEqual({ name: "headroom.wall", path: "/wall" });
});

test("the program itself makes a link without an entry", async () => {
  await makeShareLink(system, { ...input, name: "By the program" });
  expect((await entries("make a wall link")).map(({ detail }) => detail.link)).not.toContain(
    "By the program",
  );
});
