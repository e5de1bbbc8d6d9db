import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { failureText } from "@/lib/failure/failure";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { testConnection } from "./connect";
import { withDatabase } from "./faults/harness";
import { LIMITS } from "./limits";
import { listening, type Listener } from "./testing/listener";
import { mutated, recordingProxy, repeating } from "./testing/recorded";
import { aLogin, SHORT } from "./testing/tried";
import { visit } from "./visit";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

/** Words of the engine, of parsers, of the driver and of schemas: none belongs on a page. */
const PROGRAM =
  /Cannot (read|set|convert|destructure|create)|undefined|not (a function|iterable)|Unexpected (token|end)|JSON|Invalid (array|string|typed|time)|out of range|ERR_|received invalid|Received unexpected|SASL:|NaN|\[object|zod|Invalid input|expected (string|number)|maxString|heap|stack|terminated unexpectedly|not queryable/i;

function expectOurWords(said: unknown): void {
  expect(JSON.stringify(said)).not.toMatch(PROGRAM);
}

const int16 = (value: number) => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const text = (value: string) => Buffer.from(`${value}\0`);
const message = (letter: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter, "latin1"), int32(body.length + 4), body]);
};
const claiming = (letter: string, length: number) => Buffer.concat([Buffer.from(letter), int32(length)]);
const READY = message("Z", Buffer.from("I"));
const LET_IN = Buffer.concat([message("R", int32(0)), READY]);
const described = (...types: number[]) =>
  message(
    "T",
    int16(types.length),
    ...types.flatMap((type) => [
      text("pid"),
      int32(0),
      int16(0),
      int32(type),
      int16(-1),
      int32(-1),
      int16(0),
    ]),
  );
const row = (...values: string[]) =>
  message("D", int16(values.length), ...values.flatMap((value) => [int32(value.length), Buffer.from(value)]));
const DONE = Buffer.concat([message("C", text("SELECT 1")), READY]);
const [INT, JSON_TYPE, INTS] = [23, 114, 1007];

const BACKWARDS = message(
  "D",
  int16(1_600),
  ...Array.from({ length: 800 }, () => [int32(60_000), int32(-60_004)]).flat(),
  Buffer.alloc(60_000),
);
const SCRAM = message("R", int32(10), text("SCRAM-SHA-256"), Buffer.alloc(1));
const LIES: [string, Buffer[]][] = [
  ["a row of 1 GB", [LET_IN, Buffer.concat([described(INT), claiming("D", 0x40000000)])]],
  ["a row of 256 MB", [LET_IN, Buffer.concat([described(INT), claiming("D", 0x10000000)])]],
  ["a description of 2 GB", [LET_IN, claiming("T", 0x7fffffff)]],
  ["a length above all", [LET_IN, claiming("D", 0xffffffff)]],
  ["fields that lead backwards", [LET_IN, Buffer.concat([described(INT), BACKWARDS, DONE])]],
  ["a negative number of fields", [LET_IN, Buffer.concat([described(INT), message("D", int16(-5)), DONE])]],
  ["a negative number of columns", [LET_IN, Buffer.concat([message("T", int16(-5)), row("1"), DONE])]],
  ["more fields than columns", [LET_IN, Buffer.concat([described(INT), row("1", "2", "3"), DONE])]],
  ["a row without a description", [LET_IN, Buffer.concat([row("1"), DONE])]],
  [
    "no JSON where JSON stands",
    [LET_IN, Buffer.concat([described(JSON_TYPE), row('{"secret": oops'), DONE])],
  ],
  ["no array where one stands", [LET_IN, Buffer.concat([described(INTS), row("{1,{2"), DONE])]],
  ["no number where one stands", [LET_IN, Buffer.concat([described(INT), row("five"), DONE])]],
  ["a letter that no message has", [LET_IN, message("x", text("hello"))]],
  [
    "a COPY that no statement asked for",
    [LET_IN, Buffer.concat([message("H", Buffer.from([0]), int16(1), int16(0)), DONE])],
  ],
  ["an answer before the question", [Buffer.concat([LET_IN, described(INT), row("1"), DONE])]],
  ["an unknown way to sign in", [message("R", int32(77))]],
  [
    "two thousand million iterations",
    [SCRAM, message("R", int32(11), Buffer.from("r=x,s=eA==,i=2000000000"))],
  ],
  ["a proof that is none", [SCRAM, message("R", int32(11), Buffer.from("nonsense"))]],
  [
    "a columns' name without an end",
    [LET_IN, Buffer.concat([message("T", int16(1), Buffer.from("name")), DONE])],
  ],
  ["nothing but that it is ready", [LET_IN, READY]],
];

test.each(LIES)("a server that sends %s is a failure in our own words", async (_what, answers) => {
  const listener = await repeating(answers);
  listeners.push(listener);
  const login = aLogin(listener.port, { sslmode: "disable" });
  const connection = await testConnection(login, { limits: { login: SHORT, silence: SHORT } });
  expect(connection.failure).not.toBeNull();
  expectOurWords([connection, failureText(connection)]);
  const snapshot = snapshotSchema.parse(await visit(login, defaultTarget));
  expect(snapshot.reached).toBe(false);
  expectOurWords([snapshot, failureText(snapshot.connection)]);
  await expect.poll(listener.open).toBe(0);
});

test("bytes of a real visit that are others, missing or twice end in a visit or in a failure in our own words", async () => {
  await withDatabase(
    { sql: "CREATE TABLE items (id int PRIMARY KEY, note text)" },
    async ({ login, port }) => {
      const proxy = await recordingProxy(port);
      const asked = { ...login, port: proxy.port, sslmode: "disable" } as const;
      const whole = await visit(asked, defaultTarget);
      expect(whole.reached).toBe(true);
      await proxy.close();
      const conversation = proxy.said();
      const hear = async (seed: number) => {
        const listener = await repeating(mutated(conversation, seed));
        // A visit whose answer never ends would wait for its limits: the caller gives up for it.
        const ending = AbortSignal.timeout(2_000);
        const snapshot = await visit({ ...asked, port: listener.port }, defaultTarget, {
          signal: ending,
        }).catch((error: unknown) => {
          if (ending.aborted) return null;
          throw error;
        });
        await listener.close();
        if (snapshot === null) return "waits";
        if (snapshot.reached) return "reached";
        snapshotSchema.parse(snapshot);
        expectOurWords([seed, snapshot.connection.failure, failureText(snapshot.connection)]);
        return snapshot.connection.failure?.kind;
      };
      const outcomes = new Set<string | undefined>();
      // Most of them wait for the rest of an answer: some at a time.
      for (let seed = 1; seed <= 150; seed += 15) {
        const seeds = Array.from({ length: 15 }, (_, next) => seed + next);
        for (const outcome of await Promise.all(seeds.map(hear))) outcomes.add(outcome);
      }
      expect(outcomes).toContain("protocol");
    },
  );
});

/** A server that lets one in and then sends rows of these for as long as the client reads. */
async function flood(rows: Buffer): Promise<Listener & { sent(): number }> {
  let sent = 0;
  const server = createServer((socket) => {
    let heard = 0;
    const go = () => {
      do sent += rows.length;
      while (!socket.destroyed && socket.write(rows));
    };
    socket.on("data", () => {
      heard += 1;
      if (heard === 1) socket.write(LET_IN);
      if (heard !== 2) return;
      socket.write(described(JSON_TYPE));
      socket.on("drain", go);
      go();
    });
  });
  const listener = await listening(server);
  listeners.push(listener);
  return { ...listener, sent: () => sent };
}
const many = (one: Buffer): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(1_000_000 / one.length) }, () => one));

test.each([
  ["empty rows", many(message("D", int16(0)))],
  ["rows of one letter", many(row("1"))],
  ["rows of brackets", many(row(`[${"{},".repeat(20_000)}{}]`))],
  ["rows of one megabyte", row(`"${"a".repeat(1_000_000)}"`)],
])("a server that never ends to send %s is let go before it fills the memory", async (_what, rows) => {
  const listener = await flood(rows);
  // A sixteenth of the real limit, so that a slow machine is through with it as well.
  const limits = { answer: LIMITS.answer / 16 };
  const { failure } = await testConnection(aLogin(listener.port, { sslmode: "disable" }), { limits });
  expect(failure).toMatchObject({
    kind: "protocol",
    stage: "query",
    said: "it sent more than a visit can need",
  });
  await expect.poll(listener.open).toBe(0);
  expect(listener.sent()).toBeLessThan(64 * 1024 * 1024);
});
