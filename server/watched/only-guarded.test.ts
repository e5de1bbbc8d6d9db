import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Postgres servers of our own: the store, the sandbox and what starts them. No user's database is reached from there. */
const OWN_SERVERS =
  /^server\/(store|backup|sandbox|embedded|launch)\/|^server\/monitor\/(replica-channel|maintenance)\.ts$|^server\/visits\/lock\.ts$|^server\/alerts\/delivery\/(outbox|queue)\.ts$/;
const isTest = (file: string): boolean =>
  /\.test\.tsx?$|^server\/(watched\/(testing|faults|hostile)|repair\/engine\/testing|cli\/testing)\//.test(
    file,
  );

const sources = ["app", "server"]
  .flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) =>
      path.posix.join(room, file.replaceAll("\\", "/")),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !isTest(file) && !OWN_SERVERS.test(file))
  .map((file): [string, string] => [file, readFileSync(path.join(ROOT, file), "utf8")]);

const using = (pattern: RegExp): string[] =>
  sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);

/** An import of the driver that brings in a client, as a value or as a type. */
const CLIENT =
  /import (?:type )?\{[^}]*\b(?:Client|ClientBase|PoolClient|Pool|Query|Connection)\b[^}]*\} from "pg"/;

test("the bare client of a watched database is known to the module that makes it and to the one that guards it", () => {
  expect(using(CLIENT)).toEqual(["server/watched/driver.ts", "server/watched/guarded-client.ts"]);
  expect(using(/from "pg"/).filter((file) => /import pg |import \* as/.test(file))).toEqual([]);
});

test("one module sends statements to a watched database", () => {
  expect(using(/\.query\(/)).toEqual(["server/watched/guarded-client.ts"]);
});

test("that module sends a bare statement in five places: a message, a stream, ROLLBACK, COMMIT, and one that calls nothing", () => {
  const text = readFileSync(path.join(import.meta.dirname, "guarded-client.ts"), "utf8");
  const sent = [...text.matchAll(/\.query\(([^()]*(?:\([^()]*\))?)\)/g)].map(([, what]) => what);
  expect(sent).toEqual(['all.join(";\\n")', "command", "ROLLBACK", "COMMIT", "sqlOf(change, versionNum)"]);
  expect(text).toMatch(/const all = \[\.\.\.guards, \.\.\.statements, \.\.\.end\]/);
  // The class that holds the client stays in its file, and none hands it out.
  expect(text).not.toMatch(/export class Messages|export (abstract )?class Transaction/);
  expect(text).toMatch(/readonly #messages: Messages/);
});

test("sessions without guards begin as Electric's own login, and one folder opens them", () => {
  const opening = sources.filter(([, text]) => /asElectric: true/.test(text)).map(([file]) => file);
  expect(opening).toEqual(["server/watched/trial/session.ts"]);
  expect(using(/\.ownLogin\(\)/)).toEqual(["server/watched/trial/session.ts"]);
  expect(using(/sql\/trial-session"/)).toEqual([
    "server/watched/trial/own-steps.ts",
    "server/watched/trial/session.ts",
  ]);
});
