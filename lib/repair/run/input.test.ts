import { expect, test } from "vitest";
import { planInputSchema, runAsSchema, runInputSchema } from "./input";

/** Of the example in RFC 7677, section 3. */
const VERIFIER =
  "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

const ready = { for: { kind: "ready" } } as const;

test("what is not chosen is what the database suggests, and the strategy stays open", () => {
  const { choices, as } = planInputSchema.parse(ready);
  expect(as).toBeNull();
  expect(choices.strategy).toBeUndefined();
});

test("a verifier passes, and a password in its place does not", () => {
  const parse = (verifier: string) => planInputSchema.safeParse({ ...ready, choices: { verifier } }).success;
  expect(parse(VERIFIER)).toBe(true);
  for (const wrong of ["correct horse", "", "md5c0ffee", `${VERIFIER} `, "SCRAM-SHA-256$4096:a$b:c"])
    expect(parse(wrong), wrong).toBe(false);
});

test("another role is asked for with its name and its password", () => {
  const fields = (user: string, password: string) =>
    runAsSchema.safeParse({ user, password }).error?.issues.map(({ path }) => path.join("."));
  expect(fields("", "")).toEqual(["user", "password"]);
  expect(fields("postgres", "secret")).toBeUndefined();
});

test("a run says which plan was read and whether it is dry", () => {
  expect(runInputSchema.safeParse(ready).success).toBe(false);
  expect(runInputSchema.parse({ ...ready, fingerprint: "abc", dry: true }).confirm).toBe("");
});
