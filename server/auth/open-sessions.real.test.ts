import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Context } from "../context";
import { eventStream } from "../endpoints/sse";
import { jsonLines } from "../endpoints/json-lines";
import { ndjson } from "../endpoints/ndjson";
import { addPerson } from "../people/add";
import { changeRole } from "../people/change-role";
import { changeOwnPassword } from "../people/own-password";
import { removePerson } from "../people/remove";
import { renewPassword } from "../people/renew-password";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { session, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { auth, forgetAuth } from "./auth";
import { sessionOf } from "./session";

const system: Context = { actor: { kind: "system" } };
const ownPassword = "not asked";

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
  await addPerson(system, { name: "Ada", email: "ada@example.com", role: "admin", ownPassword });
});

async function signInBob() {
  const email = "bob@example.com";
  const { password } = await addPerson(system, { name: "Bob", email, role: "member" });
  const { headers } = await auth().api.signInEmail({ body: { email, password }, returnHeaders: true });
  const cookie = new Headers({ cookie: headers.get("set-cookie")?.split(";")[0] ?? "" });
  const signedIn = await sessionOf(cookie);
  if (signedIn === null) throw new Error("Bob should be signed in");
  return { cookie, password, id: signedIn.user.id, sessionId: signedIn.sessionId };
}
type Bob = Awaited<ReturnType<typeof signInBob>>;

const ENDS: [string, (bob: Bob) => Promise<unknown>][] = [
  ["signs out", ({ cookie }) => auth().api.signOut({ headers: cookie })],
  ["is removed", ({ id }) => removePerson(system, { id })],
  ["gets another role", ({ id }) => changeRole(system, { id, role: "admin", ownPassword })],
  ["is given a new password", ({ id }) => renewPassword(system, { id, ownPassword })],
  [
    "changes the password",
    ({ id, password }) =>
      changeOwnPassword(
        { actor: { kind: "user", id, role: "member" } },
        { current: password, next: "another sentence" },
      ),
  ],
  [
    "has been in for 30 days",
    ({ sessionId: _ }) =>
      db()
        .update(session)
        .set({ expiresAt: new Date(Date.now() - 1000) }),
  ],
  [
    "has used nothing for a week",
    () =>
      db()
        .update(session)
        .set({ updatedAt: new Date(Date.now() - 8 * 86_400_000) }),
  ],
];

async function* forever() {
  for (;;) {
    await sleep(20);
    yield [{ type: "stage" }];
  }
}

test.each(ENDS)("the streams of a person who %s end by themselves, and say why", async (_how, end) => {
  const bob = await signInBob();
  const client = { signal: new AbortController().signal, sessionId: bob.sessionId };
  const texts = [
    eventStream((send) => (send("first"), () => {}), client).text(),
    ndjson(forever(), client).text(),
    jsonLines(forever(), "file.jsonl", client).text(),
  ];
  await end(bob);
  const [sse, lines, file] = await Promise.allSettled(texts);
  expect(sse).toMatchObject({ status: "fulfilled" });
  if (sse?.status === "fulfilled")
    expect(sse.value).toMatch(/data: first\n\nevent: session-ended\ndata: \{\}\n\n$/);
  if (lines?.status === "fulfilled")
    expect(lines.value).toMatch(/"type":"error","message":"You are not signed in[^\n]*\n$/);
  expect(lines?.status).toBe("fulfilled");
  expect(file?.status).toBe("rejected");
  expect(globalThis.headroomOpenSessions?.isIdle).toBe(true);
});

test("the stream of another session goes on", async () => {
  const bob = await signInBob();
  const gone = new AbortController();
  const [ada] = await db()
    .insert(session)
    .values({
      id: "other",
      token: "other",
      userId: bob.id,
      expiresAt: new Date(Date.now() + 1_000_000),
    })
    .returning({ id: session.id });
  let ended = false;
  const other = eventStream(() => () => (ended = true), { signal: gone.signal, sessionId: ada?.id ?? "" });
  const own = eventStream(() => () => {}, { signal: gone.signal, sessionId: bob.sessionId });
  await auth().api.signOut({ headers: bob.cookie });
  expect(await own.text()).toContain("session-ended");
  expect(ended).toBe(false);
  gone.abort();
  expect(await other.text()).not.toContain("session-ended");
  expect(ended).toBe(true);
});
