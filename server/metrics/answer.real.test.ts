import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { forgetAuth } from "../auth/auth";
import { system, type Context } from "../context";
import { addDatabase } from "../databases/create";
import { addPerson } from "../people/add";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { makeToken } from "../tokens/make";
import { forgetTokenLimits } from "../tokens/refusals";
import { answerWithMetrics } from "./answer";

let store: TestStore;
let ada: Context;
let ownPassword: string;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  const person = { name: "Ada", email: "ada@example.com", role: "admin" };
  ({ password: ownPassword } = await addPerson(system, { ...person, ownPassword: "not asked" }));
  const [row] = await db().select({ id: user.id }).from(user).where(eq(user.email, person.email));
  ada = { actor: { kind: "user", id: row?.id ?? "", role: "admin" } };
  await addDatabase(system, { ...aDatabaseInput, name: "Orders", group: "Shop" });
  await addDatabase(system, { ...aDatabaseInput, name: "Ledger", group: "Bank" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  forgetTokenLimits();
  await store.stop();
});

const ask = (headers: Record<string, string> = {}) =>
  answerWithMetrics(new Request("http://localhost/metrics", { headers }));
const made = async (input: Record<string, unknown>) =>
  (await makeToken(ada, { scope: "read", ownPassword, ...input })).token;

test("a token of scope read gets the text that Prometheus reads", async () => {
  const answer = await ask({ authorization: `Bearer ${await made({ name: "Prometheus" })}` });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const text = await answer.text();
  expect(text).toContain('database="Orders"');
  expect(text).toContain("\nheadroom_build_info{");
  expect(text.endsWith("\n")).toBe(true);
});

test("a token of a group gets the databases of that group alone", async () => {
  const token = await made({ name: "Shop alone", groups: ["Shop"] });
  const text = await (await ask({ authorization: `Bearer ${token}` })).text();
  expect(text).toContain('database="Orders"');
  expect(text).not.toContain("Ledger");
});

test.each([
  ["no header", {}],
  ["a session's cookie", { cookie: "__Host-headroom.session_token=anything" }],
  ["another scheme", { authorization: "Basic YTpi" }],
  ["an unknown token", { authorization: "Bearer hdr_unknown" }],
])("%s is answered with 401, the scheme and one line", async (_case, headers) => {
  const answer = await ask(headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Headroom"');
  const text = await answer.text();
  expect(text).toMatch(/^[^\n]+\n$/);
  expect(text).not.toContain("headroom_");
});
