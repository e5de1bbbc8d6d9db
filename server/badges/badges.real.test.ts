import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { shieldsSchema } from "@/lib/badge/badge";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system, type Context } from "../context";
import { addDatabase } from "../databases/create";
import { NotAllowed, NotFound, TooMany } from "../errors";
import { stopMonitor } from "../monitor-link";
import { forgetKeys } from "../secrets/keys";
import { forgetShareLimits } from "../shares/limits";
import { db } from "../store/db";
import { auditEvents, badges, signInLimits, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { answerWithBadge } from "./answer";
import { renewBadge, switchOffBadge, switchOnBadge } from "./change";
import { badgeAddress } from "./read";

let store: TestStore;
let id = "";
const ada: Context = { actor: { kind: "user", id: "ada", role: "admin" } };
const name = `orders "<b>" & co`;

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db().insert(user).values({ id: "ada", name: "Ada", email: "ada@example.com", role: "admin" });
  const sampling = { ...aDatabaseInput.sampling, on: false };
  ({ id } = await addDatabase(system, {
    ...aDatabaseInput,
    sampling,
    name,
    host: "secret-host.example.com",
  }));
});
afterAll(async () => {
  await stopMonitor();
  vi.unstubAllEnvs();
  forgetKeys();
  forgetShareLimits();
  await store.stop();
});
afterEach(async () => {
  await db().delete(badges);
  await db().delete(signInLimits);
});

const ask = (file: string, known: string | null = null, address = "198.51.100.1") =>
  answerWithBadge(file, { address, known });
const refusal = (attempt: Promise<unknown>) => attempt.then(String, (error: unknown) => error);

test("a badge is off until an admin switches it on, and nothing but its token shows it", async () => {
  expect(await badgeAddress(ada, id)).toBeNull();
  const token = await switchOnBadge(ada, id);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await switchOnBadge(ada, id)).toBe(token);
  expect(await badgeAddress(ada, id)).toMatch(new RegExp(`/badge/${token}$`));
  expect(await refusal(ask(`${id}.svg`))).toBeInstanceOf(NotFound);
  const member: Context = { actor: { kind: "user", id: "ada", role: "member" } };
  await expect(switchOnBadge(member, id)).rejects.toThrow(NotAllowed);
  await expect(badgeAddress(member, id)).rejects.toThrow(NotAllowed);
});

test("a database of which nothing is known has a badge that says so, as SVG and for shields.io, without its host", async () => {
  const token = await switchOnBadge(ada, id);
  const [svg, json] = [await ask(`${token}.svg`), await ask(`${token}.json`)];
  expect(svg.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
  const picture = await svg.text();
  expect(picture).toContain("no data");
  expect(picture).toContain("orders &quot;&lt;b&gt;&quot; &amp; co");
  expect(picture).not.toMatch(/secret-host|<b>/);
  expect(shieldsSchema.parse(await json.json())).toMatchObject({ label: name, message: "no data" });
});

test("a badge may be cached for a minute and is not sent again to one that has it", async () => {
  const token = await switchOnBadge(ada, id);
  const first = await ask(`${token}.svg`);
  expect(first.headers.get("cache-control")).toBe("public, max-age=60");
  const etag = first.headers.get("etag") ?? "";
  expect((await ask(`${token}.svg`, `W/${etag}`)).status).toBe(304);
  expect((await ask(`${token}.svg`, `"another", ${etag}`)).status).toBe(304);
  expect((await ask(`${token}.svg`, `"another"`)).status).toBe(200);
});

test("a new address ends the old one, switching off ends both, and each is in the audit log", async () => {
  const before = await switchOnBadge(ada, id);
  const after = await renewBadge(ada, id);
  expect(after).not.toBe(before);
  expect(await refusal(ask(`${before}.svg`))).toBeInstanceOf(NotFound);
  expect((await ask(`${after}.svg`)).status).toBe(200);
  await switchOffBadge(ada, id);
  expect(await refusal(ask(`${after}.svg`))).toBeInstanceOf(NotFound);
  expect(await renewBadge(ada, id)).toBeNull();
  const entries = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.profileRef, id))
    .orderBy(auditEvents.id);
  const actions = entries.map(({ action }) => action).filter((action) => action.includes("badge"));
  expect(actions.slice(-3)).toEqual(["switch on a badge", "renew a badge", "switch off a badge"]);
  expect(JSON.stringify(entries)).not.toContain(after);
});

test.each([
  "",
  ".svg",
  "x.svg",
  `${"a".repeat(43)}.png`,
  `${"a".repeat(43)}.constructor`,
  `${"a".repeat(43)}`,
])("nothing is at the badge %j", async (file) => expect(await refusal(ask(file))).toBeInstanceOf(NotFound));

test("guessed badges from one address end in a pause, and another address sees its badge meanwhile", async () => {
  const token = await switchOnBadge(ada, id);
  const outcomes = await Promise.all(
    Array.from({ length: 70 }, () => refusal(ask(`${"b".repeat(43)}.svg`, null, "203.0.113.9"))),
  );
  expect(outcomes.filter((outcome) => outcome instanceof TooMany)).toHaveLength(10);
  expect((await ask(`${token}.svg`)).status).toBe(200);
});
