import { quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import { count } from "@/lib/text/words";
import { plain } from "@/lib/report/terminal";
import type { Plan, Step } from "./schema";

const comment = (text: string): string => `-- ${plain(text)}`;

/** Every lock at once, named one below the other: a thousand tables are not one line. */
function lockLines(locks: Plan["locks"]): string[] {
  if (locks.length === 0) return [];
  const modes = [...new Set(locks.map(({ mode }) => mode))].sort();
  return [
    comment("Every lock at once: if one is not free, this stops and no session waits for it."),
    ...modes.map((mode) => {
      const tables = locks
        .filter((lock) => lock.mode === mode)
        .map((table) => `ONLY ${quoteRelation(table)}`);
      return `LOCK TABLE\n  ${tables.join(",\n  ")}\n  IN ${mode} MODE NOWAIT;`;
    }),
    "",
  ];
}

const inside = (step: Step): string[] => [
  comment(step.says),
  ...step.statements.map((statement) => `${statement};`),
  "",
];

/** Returns a statement after the commit for psql: ALTER_REPLICATION_SLOT it cannot run on an ordinary connection. */
function outside(change: Step["changes"][number], statement: string): string[] {
  if (change.kind === "slot" && change.from !== null && change.to !== null)
    return [
      comment("By hand: psql on a connection with replication=database, and there this one statement:"),
      comment(`  ${statement};`),
      ...(change.endReader
        ? [
            comment(
              "While it waits, end the session that reads the slot, from another connection; Electric comes back by itself:",
            ),
            comment(
              `  SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = ${quoteLiteral(change.slot)} AND active;`,
            ),
          ]
        : [comment("It waits as long as the slot is in use.")]),
    ];
  if (change.kind === "system setting")
    return [
      `${statement};`,
      change.restarts
        ? comment("It takes effect when the server is restarted.")
        : "SELECT pg_catalog.pg_reload_conf();",
    ];
  return [`${statement};`];
}

const after = (step: Step): string[] => [
  comment(step.says),
  ...step.changes.flatMap((change, at) => outside(change, step.statements[at] ?? "")),
  "",
];

const makesRole = (plan: Plan): string[] =>
  plan.steps
    .flatMap(({ changes }) => changes)
    .flatMap((change) =>
      change.kind === "role" && change.from === null && change.verifier === null && change.to?.login === true
        ? [comment(`${change.role} has no password yet. In psql: \\password, and its name`)]
        : [],
    );

function heading({ admin, consequences, missing, acceptances, choices, steps }: Plan): string[] {
  const statements = steps.reduce((sum, step) => sum + step.statements.length, 0);
  return [
    comment(
      `${count(statements, "statement")} by Headroom, strategy ${choices.strategy}, to be run as ${admin}:`,
    ),
    comment('  psql -X -f plan.sql "<connection string>"'),
    comment(
      "It stops at the first error, and nothing is changed then. Unlike headroom apply it neither waits for locks nor",
    ),
    comment(
      "looks again before it commits. A warning “no privileges were granted” means that a GRANT did nothing.",
    ),
    ...consequences.map(comment),
    ...missing.flatMap(({ what, who, sql }) => [
      comment(`MISSING, it will stop there: ${what} ${who}`),
      ...(sql === null ? [] : [comment(`  ${sql}`)]),
    ]),
    ...acceptances.flatMap(({ what, objects }) => [
      comment(`READ FIRST, psql does not ask: ${what}`),
      ...objects.map((object) => comment(`  ${object}`)),
    ]),
    "",
  ];
}

/**
 * Returns a plan as one script for psql, with the locks taken at once before the first change and the steps that Postgres
 * refuses inside a transaction after the commit. Everything from the database that stands in a comment is one line of it.
 */
export function scriptOf(plan: Plan): string {
  const { steps } = plan;
  const within = steps.filter(({ phase }) => phase !== "after");
  const later = steps.filter(({ phase }) => phase === "after");
  // What comes before the first step that locks grants the rights that LOCK itself takes, and blocks no session.
  const first = within.findIndex(({ lock }) => lock !== null);
  const locked = first === -1 ? within.length : first;
  const transaction = [
    "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE;",
    "SET LOCAL lock_timeout = '2s';",
    "SET LOCAL statement_timeout = '60s';",
    "SET LOCAL search_path = pg_catalog, pg_temp;",
    "",
    ...within.slice(0, locked).flatMap(inside),
    ...lockLines(plan.locks),
    ...within.slice(locked).flatMap(inside),
    "COMMIT;",
    "",
  ];
  const lines = [
    ...heading(plan),
    "\\set ON_ERROR_STOP on",
    "\\encoding UTF8",
    "",
    ...(within.length === 0 ? [] : transaction),
    ...makesRole(plan),
    ...(later.length === 0
      ? []
      : [
          comment("After the commit, each by itself:"),
          "SET statement_timeout = '60s';",
          "",
          ...later.flatMap(after),
        ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
