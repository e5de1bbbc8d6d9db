import { expect, test } from "vitest";
import { z } from "zod";
import { describeError, redactArgument, redactText } from "./redact";

const SECRET = "s3cr3t-Token_0123456789";

/** As drizzle-orm raises it: the statement and its parameters are in the message, the stack and two fields. */
function failedQuery(
  cause: unknown,
  params: unknown[] = [SECRET, "\n    at hidden (/srv/app.js:1:1)" + SECRET],
) {
  const query = 'select "token" from "session" where "token" = $1';
  return Object.assign(new Error(`Failed query: ${query}\nparams: ${params.join(",")}`, { cause }), {
    query,
    params,
  });
}
const refusal = (code: string, message: string, more: Record<string, string> = {}) =>
  Object.assign(new Error(message), { severity: "ERROR", code, ...more });

test.each([
  [
    "a store that is away",
    failedQuery(
      Object.assign(new Error(`connect ECONNREFUSED ${SECRET}`), {
        code: "ECONNREFUSED",
        syscall: "connect",
        address: "127.0.0.1",
        port: 5432,
      }),
    ),
    "ECONNREFUSED (connect 127.0.0.1:5432)",
  ],
  [
    "a value that is no uuid",
    failedQuery(refusal("22P02", `invalid input syntax for type uuid: "${SECRET}"`)),
    "SQLSTATE 22P02",
  ],
  [
    "a key that is there",
    failedQuery(
      refusal("23505", "duplicate key value", {
        detail: `Key (token)=(${SECRET}) already exists.`,
        constraint: "session_token_unique",
      }),
    ),
    "constraint session_token_unique",
  ],
  [
    "a place that holds the parameters",
    refusal("42601", "syntax error", {
      where: `unnamed portal with parameters: $1 = '${SECRET}'`,
      internalQuery: SECRET,
    }),
    "SQLSTATE 42601",
  ],
  [
    "a full disk",
    failedQuery(refusal("53100", "could not extend file: No space left on device")),
    "No space left on device",
  ],
  ["no JSON", new SyntaxError(`Unexpected token 's', "${SECRET}" is not valid JSON`), "SyntaxError"],
  [
    "a header that is none",
    new TypeError(`Headers.append: "${SECRET}" is an invalid header value.`),
    "invalid header value",
  ],
  [
    "an argument of another type",
    Object.assign(new TypeError(`Received type string ('${SECRET}')`), { code: "ERR_INVALID_ARG_TYPE" }),
    "ERR_INVALID_ARG_TYPE",
  ],
  ["a schema that refuses", z.strictObject({}).safeParse({ [SECRET]: SECRET }).error, "ZodError"],
  ["a secret that was thrown", SECRET, "a string"],
  ["an object that was thrown", { secret: SECRET }, "an object"],
  [
    "an error far below",
    new Error("a", { cause: new Error("b", { cause: failedQuery(null) }) }),
    "Error: a ← Error: b",
  ],
])("%s is described without the secret", (_what, error, says) => {
  const text = describeError(error);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain("hidden");
  expect(text).toContain(says);
});

test("an error of ours keeps its message and its place", () => {
  const text = describeError(new Error("The store took a database and returned none."));
  expect(text).toMatch(/^Error: The store took a database and returned none\.\n\s+at /);
});

test("the field that an undefined value was read for is named", () => {
  expect(describeError(new TypeError("Cannot read properties of undefined (reading 'rows')"))).toContain(
    "(reading rows)",
  );
});

test("the mark that a page shows stands beside it", () => {
  expect(describeError(Object.assign(failedQuery(null), { digest: "1234567" }))).toContain("(mark 1234567)");
  expect(describeError(Object.assign(new Error("x"), { digest: SECRET }))).not.toContain(SECRET);
});

test("an error that causes itself ends", () => {
  const error = new Error("round");
  error.cause = error;
  expect(describeError(error)).toMatch(/^Error: round\n/);
});

test.each([
  `postgres://headroom:${SECRET}@127.0.0.1:5432/postgres`,
  `postgresql://headroom:${SECRET}@[::1]/x?sslmode=require`,
  `GET /setup/start?token=${SECRET} failed`,
  `cookie: headroom.session_token=${SECRET}; other=1`,
  `__Host-headroom.session_token=${SECRET}`,
  `Authorization: Bearer ${SECRET}`,
  `HEADROOM_SECRET=${SECRET} and HEADROOM_SETUP_TOKEN=${SECRET}`,
  `HEADROOM_SECRET_PREVIOUS=${SECRET} npx headroom rekey`,
  `{"password": "${SECRET}"}`,
  `Failed query: select 1\nparams: ${SECRET},\n${SECRET}`,
])("a text is written without its secret: %s", (text) => {
  expect(redactText(text)).not.toContain(SECRET);
});

test("an argument of a log call is a redacted text, a described error or the kind of an object", () => {
  expect(redactArgument({ token: SECRET })).toBe("[Object]");
  expect(redactArgument([SECRET])).toBe("[Array]");
  expect(redactArgument(Buffer.from(SECRET))).toBe("[Buffer]");
  expect(redactArgument(failedQuery(null))).not.toContain(SECRET);
  expect(redactArgument(5)).toBe(5);
});

test("a setting that is no secret is written whole", () => {
  expect(redactText("set HEADROOM_TRUSTED_PROXIES=10.0.0.2: until then")).toContain("10.0.0.2");
});

test("a name or a code that is none is left out", () => {
  const error = Object.assign(new Error("x"), { name: `${SECRET}!`, code: `${SECRET}` });
  expect(describeError(error)).toMatch(/^Error: x\n/);
});
