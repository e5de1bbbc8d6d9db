import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMS, oddPasswords, piecesOf, STATEMENTS } from "@/lib/postgres/conninfo/fixture";
import { diagnose } from "./diagnose";
import { maskSecrets } from "./mask";

/** Returns what a page and a terminal display of a diagnosis. */
const shown = (text: string): string =>
  diagnose(text)
    .matches.map(({ evidence }) => evidence.text)
    .join("\n");

const ERROR = 'must be owner of table items and "permission denied for schema public"';

describe.each(Object.entries({ ...FORMS, ...STATEMENTS }))(
  "no password of %s stands in what is shown",
  (_name, write) => {
    const expectHidden = (text: string, password: string) => {
      const masked = maskSecrets(text);
      expect(masked).toHaveLength(text.length);
      for (const piece of piecesOf(password)) {
        expect(masked).not.toContain(piece);
        expect(shown(text)).not.toContain(piece);
      }
    };

    test("alone", () => {
      fc.assert(
        fc.property(oddPasswords, (password) => expectHidden(write(password), password)),
        { numRuns: 30 },
      );
    });

    test("after an error and before one", () => {
      fc.assert(
        fc.property(oddPasswords, (password) => {
          expectHidden(`${ERROR}\n${write(password)}`, password);
          expectHidden(`${write(password)}\n${ERROR}`, password);
        }),
        { numRuns: 15 },
      );
    });

    test("in a log that is longer than what is read as one text", () => {
      const filler = "[info] GET /v1/shape 200\n".repeat(200);
      fc.assert(
        fc.property(oddPasswords, (password) =>
          expectHidden(`${filler}${write(password)}\n${ERROR}`, password),
        ),
        { numRuns: 3 },
      );
    });
  },
);

test("no password of an address in the line of an error stands in what is shown", () => {
  fc.assert(
    fc.property(oddPasswords, (password) => {
      for (const text of [
        `${ERROR} at ${FORMS.uri?.(password)}`,
        `DATABASE_URL=${FORMS.uri?.(password)}: ${ERROR}`,
        `05:00:00.123 [error] ${ERROR} (${FORMS.uri?.(password)})`,
      ]) {
        expect(shown(text)).toContain("must be owner of table");
        for (const piece of piecesOf(password)) expect(shown(text)).not.toContain(piece);
      }
    }),
  );
});

const SECRETS = [
  "Authorization: Bearer qQzZzZqQqQzZzZqQ",
  "authorization: qQzZzZqQ",
  "Cookie: session=qQzZzZqQ; theme=dark",
  "GET /v1/shape?table=items&offset=-1&secret=qQzZzZqQ&live=true",
  "GET /v1/shape?table=items&api_secret=qQzZzZqQ",
  "ELECTRIC_SECRET=qQzZzZqQ",
  '"ELECTRIC_SECRET=qQzZzZqQ",',
  "token eyJqQzZzZqQqQzZ.eyJzdWIiOiJ4In0.qQzZzZqQ",
  "created pscale_pw_qQzZzZqQqQzZzZqQ for it",
  "npg_qQzZzZqQ1234",
  "AKIAqQzZzZqQ12345678",
  "verifier SCRAM-SHA-256$4096:qQzZzZqQ$zZqQ:qQzZ",
  "-----BEGIN PRIVATE KEY-----\nqQzZzZqQ\nqQzZ\n-----END PRIVATE KEY-----",
  "-----BEGIN RSA PRIVATE KEY-----\nqQzZzZqQ",
];

test.each(SECRETS)("%j is masked in a log", (secret) => {
  for (const text of [
    secret,
    `${ERROR}\n${secret}`,
    `${ERROR}, ${secret}`,
    `05:00:00.123 [info] ${secret}\n${ERROR}`,
  ]) {
    expect(maskSecrets(text)).not.toMatch(/qQzZ|zZqQ/);
    expect(maskSecrets(text)).toHaveLength(text.length);
    expect(shown(text)).not.toMatch(/qQzZ|zZqQ/);
  }
});

test("an error without a secret stays as it is", () => {
  for (const text of [
    ERROR,
    'password authentication failed for user "electric"',
    "tcp connect (localhost:54321): connection refused - :econnrefused",
    '[emergency] Publication "electric_publication_default" not found in the database',
    "** (KeyError) key :password not found in: [hostname",
  ])
    expect(maskSecrets(text)).toBe(text);
});
