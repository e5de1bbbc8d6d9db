import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { failureText } from "@/lib/failure/failure";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { listening, type Listener } from "./testing/listener";
import { aLogin, tried } from "./testing/tried";
import { visit } from "./visit";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int16 = (value: number): Buffer => int32(value).subarray(2);
const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const message = (letter: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body]);
};

/** One column of a row: its name, the OID of its type, its value. */
type Column = [name: string, type: number, value: string];
const [INT, TEXT, TEXTS] = [23, 25, 1009];

/** The answer to one statement: a row's description, the row, and that it is complete. */
const row = (...columns: Column[]): Buffer =>
  Buffer.concat([
    message(
      "T",
      int16(columns.length),
      ...columns.flatMap(([name, type]) => [
        text(name),
        int32(0),
        int16(0),
        int32(type),
        int16(-1),
        int32(-1),
        int16(0),
      ]),
    ),
    message(
      "D",
      int16(columns.length),
      ...columns.flatMap(([, , value]) => [int32(Buffer.byteLength(value)), Buffer.from(value)]),
    ),
    message("C", text("SELECT 1")),
  ]);

const READY = message("Z", Buffer.from("T"));
const LET_IN = Buffer.concat([message("R", int32(0)), READY]);
const DONE = message("C", text("SET"));
/** The answer to a message of so many statements: rows for the last ones, and nothing but an end for those before. */
const answerTo =
  (...last: Buffer[]) =>
  (statements: number): Buffer =>
    Buffer.concat([...Array.from({ length: statements - last.length }, () => DONE), ...last, READY]);
const FACTS: Column[] = [
  ["versionNum", INT, "170000"],
  ["version", TEXT, "17.0"],
  ["pid", INT, "5"],
  ["visitor", TEXT, "me"],
  ["closedViews", TEXTS, "{}"],
  ["closedFunctions", TEXTS, "{}"],
];

/** A server that speaks Postgres' protocol, gives these answers one after the other, and hangs up at the next question. */
async function answering(...answers: (Buffer | ((statements: number) => Buffer))[]): Promise<Listener> {
  const server = createServer((socket) => {
    const left = [...answers];
    socket.on("data", (question) => {
      const answer = left.shift();
      const statements = question.toString().split(";\n").length;
      if (answer === undefined) socket.destroy();
      else socket.write(typeof answer === "function" ? answer(statements) : answer);
    });
  });
  const listener = await listening(server);
  listeners.push(listener);
  return listener;
}

async function failureOf(listener: Listener) {
  const login = aLogin(listener.port, { sslmode: "disable" });
  const snapshot = snapshotSchema.parse(await visit(login, defaultTarget));
  expect(snapshot.reached).toBe(false);
  const { what, why, next } = failureText(snapshot.connection);
  expect([what, why, next].every((part) => part.length > 0)).toBe(true);
  await expect.poll(listener.open).toBe(0);
  return snapshot.connection.failure;
}

test("a server that answers the first question with nothing is a failure", async () => {
  const nothing = Buffer.concat([message("I"), READY]);
  expect(await failureOf(await answering(LET_IN, nothing))).toMatchObject({ stage: "query" });
});

test("a server that answers the first question with something else is a failure", async () => {
  const other = Buffer.concat([row(["x", TEXT, "y"]), READY]);
  expect(await failureOf(await answering(LET_IN, other))).toMatchObject({ stage: "query" });
});

test("a server that knows itself and tells nonsense of everything else is a failure that names the part", async () => {
  const nonsense = (statements: number) =>
    Buffer.concat([...Array.from({ length: statements }, () => row(["x", TEXT, "y"])), READY]);
  const listener = await answering(LET_IN, answerTo(row(...FACTS), DONE), nonsense, answerTo(), answerTo());
  expect(await failureOf(listener)).toMatchObject({
    kind: "protocol",
    stage: "query",
    said: expect.stringMatching(/^its answer about [\w.]+ cannot be read$/),
  });
});

test.each([
  ["nothing", message("I")],
  ["something else", row(["x", TEXT, "y"])],
  ["no number", row(["pid", TEXT, "five"], ["version", TEXT, "17.0"])],
])("a connection is not told to work where the first query is answered with %s", async (_what, answer) => {
  const { port } = await answering(LET_IN, answerTo(answer, DONE));
  const { failure, stages } = await tried(aLogin(port, { sslmode: "disable" }));
  expect(failure).toMatchObject({ kind: "protocol", stage: "query" });
  expect(stages.at(-1)).toMatchObject({ stage: "query", status: "failed" });
});

test("the version that a server tells is shown on one line, and without what a terminal would obey", async () => {
  const version = "17.0\u001b[31m\nall is well";
  const first = row(["pid", INT, "5"], ["version", TEXT, version]);
  const { port } = await answering(LET_IN, answerTo(first, DONE));
  const { failure, stages } = await tried(aLogin(port, { sslmode: "disable" }));
  expect(failure).toBeNull();
  expect(stages.at(-1)).toMatchObject({ stage: "query", detail: "PostgreSQL 17.0 [31m all is well" });
});
