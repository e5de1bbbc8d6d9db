import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = import.meta.dirname;
const modules = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\//.test(file))
  .map((file): [string, string] => [file, readFileSync(path.join(ROOT, file), "utf8")]);

const FOR_PEOPLE = /= (?:auditedVerb|readOnlyVerb|readOnlyVerbNow)\(\s*"(?:viewer|member)"/;
const ONLY_ADMINS = /= (?:auditedVerb|readOnlyVerb|readOnlyVerbNow)\(\s*"admin"/;
/** Ways by which the groups of a person narrow what is read. */
const NARROWED =
  /\b(?:visibleDatabases|visibleEvents|visibleId|visibleIds|listVisible|readDatabase|readHealth|storedRun)\(/;

/** Modules that query databases for the program itself, each with its reason. */
const OF_THE_PROGRAM = [
  // Facts of all databases, from which alerts are decided; the page narrows what it shows.
  "alerts/check-reading.ts",
  // The weekly letter, which admins address.
  "alerts/letter-facts.ts",
  // The name of a database for an entry of the audit log.
  "audit/record.ts",
  // The query itself; its callers are judged below.
  "databases/view.ts",
  // Samples, marks, identities and leases of the watcher, of every database.
  "history/mark.ts",
  "history/prune.ts",
  "history/roll-up.ts",
  "monitor/identity-store.ts",
  "monitor/lease.ts",
  // Runs that no process has in hand, of any database.
  "repair/runs/settle.ts",
  // The one database of the sandbox.
  "sandbox/sandbox-database.ts",
  "sandbox/stand-in-target.ts",
];

test("every query of databases goes through the condition of groups, is for admins alone, or is the program's", () => {
  const querying = modules.filter(([, text]) =>
    /(?:from|Join)\(\s*databases\b|\b(?:selectDatabases|databaseById)\((?!id: string)|\bFROM profiles\b/.test(
      text,
    ),
  );
  expect(querying.length).toBeGreaterThan(12);
  const open = querying.filter(
    ([, text]) => !NARROWED.test(text) && !(ONLY_ADMINS.test(text) && !FOR_PEOPLE.test(text)),
  );
  expect(open.map(([file]) => file).sort()).toEqual(OF_THE_PROGRAM);
});

/** Tables whose rows belong to one database each, or tell of one. */
const OF_A_DATABASE =
  /(?:from|Join)\(\s*(?:visits|trials|runs|samples|sampleMinutes|sampleHours|marks|ignoredFindings|auditEvents|proposals|twoPersonRules)\b|\bFROM (?:audit_events|visits|runs)\b/;

test("a verb for viewers or members that reads rows of databases narrows them by the person's groups", () => {
  const reading = modules.filter(([, text]) => FOR_PEOPLE.test(text) && OF_A_DATABASE.test(text));
  expect(reading.length).toBeGreaterThan(8);
  expect(reading.filter(([, text]) => !NARROWED.test(text)).map(([file]) => file)).toEqual([]);
});
