import { readFileSync, readdirSync } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { entrySchema } from "@/lib/log/entry";
import { withExchange } from "./exchange";
import { NotAllowed } from "../errors";
import { requireRole } from "../context";
import { complain, guardConsole, ignore, ignoring, logUnexpected } from "./log";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SECRET = "s3cr3t-Token_0123456789";

/** Takes down what is written to stdout and stderr from now on. */
const written = () => {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => said.push(String(chunk)) > 0);
  return said;
};
/** A line of the log as a collector reads it; loose, so that a field too many is seen. */
const lineSchema = z.looseObject({
  level: z.string(),
  time: z.iso.datetime(),
  pid: z.int(),
  event: z.string(),
  msg: z.string(),
  requestId: z.string().optional(),
  errors: z
    .array(z.strictObject({ name: z.string(), code: z.string().optional(), says: z.string().optional() }))
    .optional(),
  stack: z.array(z.string()).optional(),
});
const linesOf = (said: readonly string[]) =>
  said.map((text) => {
    expect(text).toMatch(/^\{.*\}\n$/);
    return lineSchema.parse(JSON.parse(text));
  });
const during = (requestId: string, work: () => void) =>
  withExchange({ response: new ServerResponse(new IncomingMessage(new Socket())), requestId }, work);
afterEach(() => vi.restoreAllMocks());

const failed = () =>
  Object.assign(new Error(`Failed query: select $1\nparams: ${SECRET}`), {
    query: "select $1",
    params: [SECRET],
  });

test("whatever a library says by the console goes through the redaction", () => {
  const said = written();
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  for (const say of [guarded.log, guarded.info, guarded.warn, guarded.error, guarded.trace, guarded.dir]) {
    say(failed());
    say("%s %o", failed(), { token: SECRET });
    say(`\u001b[31mpostgres://headroom:${SECRET}@localhost/x\u001b[0m`, [SECRET]);
  }
  guarded.debug(failed());
  const lines = linesOf(said);
  // What is below the level is not written.
  expect(lines).toHaveLength(18);
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(["info", "warn", "error"]));
  expect(lines.every(({ event, msg }) => event === "console" && !msg.includes("\u001b"))).toBe(true);
  expect(said.join("")).not.toContain(SECRET);
});

test("warnings and worse go to stderr, the rest to stdout", () => {
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  guarded.info("one");
  guarded.warn("two");
  expect(streams.map(({ mock }) => mock.calls.map(([text]) => linesOf([String(text)])[0]?.msg))).toEqual([
    ["one"],
    ["two"],
  ]);
});

test("an unexpected error is written without its parameters", () => {
  const said = written();
  logUnexpected(failed());
  const [line] = linesOf(said);
  expect(line).toMatchObject({ level: "error", event: "unexpected", errors: [{ name: "Error" }] });
  expect(line?.msg).toContain("did not expect");
  expect(line?.stack?.[0]).toMatch(/^at /);
  expect(said.join("")).not.toContain(SECRET);
});

test("every line of a request has its id, and a line outside of requests has none", () => {
  const said = written();
  during("0b6f3c1e-8a52", () => {
    logUnexpected(new RangeError("first"));
    ignore(new RangeError("second"), "a test of ids");
    complain("third");
  });
  during(`not an id: ${SECRET}`, () => complain("fourth"));
  expect(linesOf(said).map((line) => line.requestId)).toEqual([
    ...Array<string>(3).fill("0b6f3c1e-8a52"),
    undefined,
  ]);
});

test("a request that fails again and again does not fill the log", () => {
  const said = written();
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  const error = new TypeError("CreateListFromArrayLike called on non-object");
  for (let at = 0; at < 100; at += 1) guarded.error(error);
  for (let at = 0; at < 100; at += 1) logUnexpected(error);
  expect(said).toHaveLength(10);
});

test("an ignored error is written with its reason, without its parameters, once a minute for each reason and kind", async () => {
  const said = written();
  for (let at = 0; at < 9; at += 1) await Promise.reject(failed()).catch(ignoring("the first reason"));
  ignore(failed(), "the second reason");
  ignore(Object.assign(new Error("no"), { code: "ECONNREFUSED" }), "the second reason");
  const lines = linesOf(said);
  expect(lines.map(({ level, event, msg, errors }) => [level, event, msg, errors?.[0]?.code])).toEqual([
    ["warn", "ignored", "Ignored: the first reason.", undefined],
    ["warn", "ignored", "Ignored: the second reason.", undefined],
    ["warn", "ignored", "Ignored: the second reason.", "ECONNREFUSED"],
  ]);
  expect(lines[0]?.stack).toEqual([expect.stringMatching(/^at /)]);
  expect(said.join("")).not.toContain(SECRET);
});

test("a lesser role is refused with a line that says who, once a minute", () => {
  const said = written();
  const viewer = { actor: { kind: "user", id: "7f3c", role: "viewer" } } as const;
  for (let at = 0; at < 9; at += 1) expect(() => requireRole(viewer, "admin")).toThrow(NotAllowed);
  expect(linesOf(said).map(({ level, event, msg }) => [level, event, msg])).toEqual([
    ["warn", "refused", "Refused: user 7f3c is a viewer, and this needs the role admin."],
  ]);
});

/** Secrets where libraries put them: in messages, fields, names, causes, stacks, headers and addresses. */
const PLANTED: readonly unknown[] = [
  failed(),
  new Error("outer", { cause: new Error("inner", { cause: failed() }) }),
  Object.assign(new Error("x"), { severity: "ERROR", code: "23505", detail: `Key (token)=(${SECRET})` }),
  Object.assign(new Error("x"), { code: SECRET, name: `${SECRET}!`, digest: SECRET }),
  Object.assign(new Error("x"), {
    password: SECRET,
    config: { headers: { cookie: SECRET } },
    requestId: SECRET,
  }),
  Object.assign(new Error("x"), {
    stack: `Error: x\n    at "${SECRET}" (/srv/app.js:1:1)\n    at '${SECRET}'`,
  }),
  new Error(`connect to postgresql://ada:${SECRET}@db.example.com/orders`),
  new Error(`authorization: Bearer ${SECRET}`),
  new Error(`__Host-headroom.session_token=${SECRET}; Path=/`),
  new Error(`GET /setup/start?token=${SECRET}`),
  new Error(`password: "${SECRET}"`),
  z.strictObject({}).safeParse({ [SECRET]: SECRET }).error,
  { password: SECRET, token: SECRET, toJSON: () => SECRET },
  Object.assign(Object.create(null), { password: SECRET }),
  new Map([["token", SECRET]]),
  [SECRET],
  Buffer.from(SECRET),
];

test("secrets that are planted in whatever is logged reach no line, and no line has a field that the schema does not name", () => {
  const said = written();
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  for (const planted of PLANTED) {
    logUnexpected(planted);
    ignore(planted, `a test that plants ${PLANTED.indexOf(planted)}`);
    guarded.log("%o", planted);
    guarded.warn(planted);
    guarded.error("⨯", planted);
  }
  for (const text of [
    `postgresql://ada:${SECRET}@db/x`,
    `HEADROOM_SECRET=${SECRET}`,
    `cookie: a=${SECRET}`,
    `params: ${SECRET}`,
  ])
    complain(`A problem with ${text}`);
  const known = ["level", "time", "msg", ...Object.keys(entrySchema.shape)];
  const lines = linesOf(said);
  expect(lines.length).toBeGreaterThan(PLANTED.length * 3);
  expect(lines.flatMap((line) => Object.keys(line)).filter((key) => !known.includes(key))).toEqual([]);
  expect(said.filter((text) => text.includes(SECRET))).toEqual([]);
});

test("an error that cannot even be described, and a terminal that is gone, are ignored too", () => {
  const hostile = new Error("no");
  Object.defineProperty(hostile, "code", {
    get: () => {
      throw new TypeError("no code");
    },
  });
  expect(() => ignore(hostile, "a test")).not.toThrow();
  vi.spyOn(process.stderr, "write").mockImplementation(() => {
    throw new Error("EPIPE");
  });
  expect(() => ignore(new RangeError("gone"), "a test")).not.toThrow();
  expect(() => logUnexpected(new RangeError("gone"))).not.toThrow();
});

/** The places that may write, each by way of the redaction or with words of its own alone. */
const WRITING = [
  // The command line: what it was asked for, and errors by name and place.
  "server/cli/front.ts",
  "server/cli/main.ts",
  "server/cli/terminal.ts",
  "server/http/log.ts",
  "server/launch/log.ts",
  // Listens to the end of its terminal, and writes nothing.
  "server/launch/main.ts",
  // The line of progress, in words of its own.
  "server/launch/progress.ts",
];
/** The one place that makes lines of the log. */
const LOGGING = ["server/http/log.ts"];

test("nothing else in the program writes to the terminal or to a log", () => {
  const files = ["app", "components", "lib", "server"].flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) =>
      `${room}/${file}`.replaceAll("\\", "/"),
    ),
  );
  const sources = [
    ...files,
    "instrumentation.ts",
    "proxy.ts",
    "next.config.ts",
    "scripts/start.mjs",
    "scripts/next.mjs",
  ].filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));
  const uses = (pattern: RegExp) =>
    sources.filter((file) => pattern.test(readFileSync(path.join(ROOT, file), "utf8"))).sort();
  const writes =
    /\bconsole\s*(?:\.\s*(?:log|info|debug|warn|error|trace|dir|table)|\[)|process\s*\.\s*std(?:out|err)\b|process\[/;
  expect(uses(writes)).toEqual(WRITING);
  expect(uses(/["']pino["']/)).toEqual(["next.config.ts", ...LOGGING]);
  expect(uses(/\bconsole\s*\.\s*(?:log|info|debug|warn|error|trace|dir|table)\(/)).toEqual([
    "server/cli/main.ts",
  ]);
});

test("the server guards its console before it does anything else", () => {
  const boot = readFileSync(path.join(ROOT, "server/boot.ts"), "utf8");
  expect(boot).toMatch(/export async function boot\(\): Promise<void> \{\n\s+guardConsole\(\);/);
});
