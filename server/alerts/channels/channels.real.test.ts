import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { CHANNEL_KINDS, initialValues, secretFields, type ChannelKind } from "@/lib/alerts/channels";
import { aMessage } from "@/lib/alerts/channels/fixture";
import type { Context } from "../../context";
import { BadInput, NotAllowed, NotFound } from "../../errors";
import { guardConsole } from "../../http/log";
import { saveMailServer } from "../../mail/save";
import { startMailServer } from "../../mail/testing/mail-server";
import { forgetKeys } from "../../secrets/keys";
import { db } from "../../store/db";
import { auditEvents, channels, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { addChannel } from "./add";
import { editChannel } from "./edit";
import { listChannels } from "./list";
import { readChannel } from "./read";
import { removeChannel } from "./remove";
import { sendVia } from "./send";
import { testChannel } from "./send-test";
import { startReceiver, type Receiver } from "./testing/receiver";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "a", role: "member" } };
const WHSEC = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const KEY = "0123456789abcdef0123456789ABCDEF";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

async function started(...given: Parameters<typeof startReceiver>) {
  const made = await startReceiver(...given);
  onTestFinished(() => made.stop());
  return made;
}

/** Values of each kind that lead to a receiver; each secret holds `mark`. */
const valuesFor = ({ url }: Receiver, mark: string): Record<ChannelKind, Record<string, string>> => ({
  mail: { to: "ada@example.com" },
  slack: { url: `${url}/services/T0/B0/${mark}` },
  discord: { url: `${url}/api/webhooks/1/${mark}` },
  teams: { url: `${url}/workflows/1?sig=${mark}` },
  webhook: {
    url: `${url}/hook/${mark}`,
    secret: `whsec_${Buffer.from(mark.padEnd(24, "x")).toString("base64")}`,
  },
  pagerduty: { url: `${url}/v2/enqueue`, routingKey: mark.padEnd(32, "0").slice(0, 32) },
  ntfy: { url, topic: mark, token: `tk_${mark}` },
  alertmanager: { url: `${url}/`, authorization: `Bearer ${mark}` },
  ping: { url: `${url}/ping/${mark}` },
});

const add = (kind: ChannelKind, values: Record<string, string>, name = `a ${kind}`) =>
  addChannel(admin, { kind, name, values: { ...initialValues(kind), ...values } });

const send = (id: string, message = aMessage) => sendVia(id, message, new AbortController().signal);

test("a channel of each kind is added, listed, tested and removed, each in the audit log", async () => {
  const receiver = await started();
  const mail = await startMailServer();
  onTestFinished(() => mail.stop());
  await saveMailServer(admin, mail.server);
  const values = valuesFor(receiver, "tokenTOKEN123");
  for (const kind of CHANNEL_KINDS) {
    const { id } = await add(kind, values[kind], `test of ${kind}`);
    const answer = await testChannel(admin, id);
    if (kind !== "mail")
      expect(answer).toEqual({ ok: true, says: expect.stringContaining("answered 200: ok") });
    expect((await listChannels(member)).find((channel) => channel.id === id)).toMatchObject({
      name: `test of ${kind}`,
      last: { ok: true, event: "test" },
    });
    await removeChannel(admin, id);
    await expect(testChannel(admin, id)).rejects.toThrow(NotFound);
    expect(await send(id)).toMatchObject({ ok: false, retry: false, says: "This channel was removed." });
  }
  const actions = (await db().select().from(auditEvents)).map(({ action }) => action);
  for (const action of ["add a channel", "test a channel", "remove a channel"])
    expect(actions).toContain(action);
  expect(await db().select().from(channels)).toEqual([]);
});

test("a member adds, edits, tests, reads and removes none", async () => {
  const { id } = await add("slack", { url: "https://hooks.slack.com/services/T/B/x" });
  const calls = [
    () => addChannel(member, {}),
    () => editChannel(member, id, {}),
    () => testChannel(member, id),
    () => readChannel(member, id),
    () => removeChannel(member, id),
  ];
  for (const call of calls) await expect(call()).rejects.toThrow(NotAllowed);
  await removeChannel(admin, id);
});

test("each receiver gets the form that it reads, from the beginning of an alert to its end", async () => {
  const receiver = await started();
  const values = valuesFor(receiver, "tokenTOKEN123");
  values.webhook.secret = WHSEC;
  values.pagerduty.routingKey = KEY;
  const last = () => receiver.taken.at(-1);
  const bodyOf = (): unknown => JSON.parse(last()?.body ?? "null");
  const sent = async (kind: ChannelKind, message = aMessage) => {
    const { id } = await add(kind, values[kind]);
    expect(await send(id, message)).toMatchObject({ ok: true });
    return bodyOf();
  };
  expect(await sent("slack")).toMatchObject({ text: expect.stringContaining("orders: 7 short") });
  expect(await sent("discord")).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(await sent("teams")).toMatchObject({ type: "message" });
  expect(await sent("pagerduty", { ...aMessage, event: "resolved" })).toMatchObject({
    routing_key: KEY,
    event_action: "resolve",
  });
  expect(await sent("ntfy")).toMatchObject({ topic: "tokenTOKEN123", priority: 5 });
  expect(last()).toMatchObject({ path: "/", headers: { authorization: "Bearer tk_tokenTOKEN123" } });
  expect(await sent("alertmanager")).toMatchObject([{ labels: { alertname: "Headroom below 0" } }]);
  expect(last()).toMatchObject({
    path: "/api/v2/alerts",
    headers: { authorization: "Bearer tokenTOKEN123" },
  });
  await sent("webhook");
  const taken = last();
  const header = (name: string) => String(taken?.headers[name]);
  const signed = `${header("webhook-id")}.${header("webhook-timestamp")}.${taken?.body}`;
  const hmac = createHmac("sha256", Buffer.alloc(32, 7)).update(signed).digest("base64");
  expect(header("webhook-signature")).toBe(`v1,${hmac}`);
  await db().delete(channels);
});

test("a signed message has one id at all tries, and another message another", async () => {
  const receiver = await started((response) => response.writeHead(500).end());
  const { id } = await add("webhook", { url: `${receiver.url}/hook`, secret: WHSEC });
  const { signal } = new AbortController();
  expect(await sendVia(id, aMessage, signal, "job 1")).toMatchObject({ ok: false, retry: true });
  await sendVia(id, aMessage, signal, "job 1");
  await sendVia(id, aMessage, signal, "job 2");
  const ids = receiver.taken.map(({ headers }) => headers["webhook-id"]);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
  await db().delete(channels);
});

test("an empty secret keeps the stored one, and one that would be sent elsewhere is asked for again", async () => {
  const [first, second] = [await started(), await started()];
  const { id } = await add("ntfy", { url: first.url, topic: "topic-1", token: "tk_1" }, "old");
  const edit = (values: Record<string, string>) =>
    editChannel(admin, id, { kind: "ntfy", name: "new", values });
  await edit({ url: first.url, topic: "", token: "tk_2" });
  expect(await readChannel(admin, id)).toMatchObject({
    name: "new",
    config: { url: first.url },
    secretsSet: ["topic", "token"],
  });
  await send(id);
  expect(first.taken[0]).toMatchObject({
    headers: { authorization: "Bearer tk_2" },
    body: expect.stringContaining("topic-1"),
  });
  const refused: unknown = await edit({ url: second.url, topic: "", token: "" }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(BadInput);
  expect(refused).toMatchObject({
    fields: { "values.topic": expect.any(String), "values.token": expect.any(String) },
  });
  await edit({ url: second.url, topic: "topic-2", token: "tk_3" });
  await send(id);
  expect(second.taken).toHaveLength(1);
  const changed = (await db().select().from(auditEvents)).filter(({ action }) => action === "edit a channel");
  expect(changed.map(({ detail }) => detail.changed)).toEqual([
    ["name", "token"],
    ["url", "topic", "token"],
  ]);
  await db().delete(channels);
});

test("a form that is wrong names each field, and repeats no value", async () => {
  const wrong = { kind: "pagerduty", name: " ", values: { routingKey: "s3cret", url: "ftp://x" } };
  const error: unknown = await addChannel(admin, wrong).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ fields: { name: expect.any(String) } });
  const named: unknown = await addChannel(admin, { ...wrong, name: "x" }).catch((thrown: unknown) => thrown);
  expect(named).toMatchObject({
    fields: { "values.routingKey": expect.any(String), "values.url": expect.any(String) },
  });
  expect(JSON.stringify(named)).not.toContain("s3cret");
  await expect(addChannel(admin, { kind: "carrier pigeon", name: "x", values: {} })).rejects.toThrow(
    BadInput,
  );
});

test("with another key the secrets cannot be opened: it is said, and they can be put in again", async () => {
  const receiver = await started();
  const { id } = await add("slack", { url: `${receiver.url}/one` });
  vi.stubEnv("HEADROOM_SECRET", "another secret of this headroom, longer than 32");
  vi.resetModules();
  forgetKeys();
  const fresh = await import("./send");
  expect(await fresh.sendVia(id, aMessage, new AbortController().signal)).toMatchObject({
    ok: false,
    retry: false,
    says: expect.stringContaining("Put them in again"),
  });
  vi.stubEnv("HEADROOM_SECRET", "");
  vi.resetModules();
  forgetKeys();
  await db().delete(channels);
});

test("no secret stands in a result, a list, a form, the store, the audit log or a line of the log", async () => {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  guardConsole();
  // A receiver that repeats all that it was sent, in several forms.
  const echo = await started((response, { path, headers, body }) => {
    const said = [
      path,
      decodeURIComponent(path),
      headers.authorization?.split(" ")[1],
      headers.authorization,
      body,
      encodeURIComponent(body),
    ].join(" ");
    response.writeHead(Number(path.length) % 2 === 0 ? 400 : 503).end(said);
  });
  const mark = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/);
  await fc.assert(
    fc.asyncProperty(mark, async (secret) => {
      const told: unknown[] = [];
      const values = valuesFor(echo, secret);
      for (const kind of CHANNEL_KINDS) {
        if (secretFields(kind).length === 0) continue;
        const { id } = await add(kind, values[kind]);
        told.push(await send(id), await testChannel(admin, id), await readChannel(admin, id));
      }
      told.push(
        await listChannels(member),
        await db().select().from(channels),
        await db().select().from(auditEvents),
      );
      const all = JSON.stringify(told) + lines.join("");
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, ""));
      await db().delete(channels);
    }),
    { numRuns: 3 },
  );
  expect(echo.taken.length).toBeGreaterThan(0);
});
