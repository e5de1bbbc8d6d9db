import { displayRelation, quoteLiteral } from "@/lib/postgres/identifier";
import type { OpenTransaction } from "@/lib/snapshot/activity";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { onlyReads, targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { pass, unknown, warn, type Way } from "../finding";
import { count, example, span } from "@/lib/text/words";

/** A transaction younger than this is no blocker, ms. */
export const MINUTE = 60_000;

/** Returns the transactions that hold an xid, older than an age in ms; slot creation waits for them. */
export function longTransactions(
  { transactions }: Pick<ReachedSnapshot, "transactions">,
  olderThanMs = MINUTE,
): OpenTransaction[] {
  return isUnseen(transactions)
    ? []
    : transactions.filter(({ holdsXid, ageMs }) => holdsXid && ageMs > olderThanMs);
}

/** Returns transactions that only read, older than a minute, with target tables that are not FULL yet, for Electric alters those. */
export function longReaders(
  snapshot: ReachedSnapshot,
  target: Target,
): { open: OpenTransaction; tables: string[] }[] {
  const { transactions } = snapshot;
  if (isUnseen(transactions) || onlyReads(snapshot, target)) return [];
  const toAlter = new Map(
    targetTables(snapshot, target)
      .filter(({ replicaIdentity }) => replicaIdentity !== "f")
      .map((table) => [table.oid, displayRelation(table)]),
  );
  return transactions
    .filter(({ holdsXid, ageMs }) => !holdsXid && ageMs > MINUTE)
    .map((open) => ({ open, tables: (open.relations ?? []).flatMap((oid) => toAlter.get(oid) ?? []) }))
    .filter(({ tables }) => tables.length > 0);
}

const named = ({ pid, role, applicationName, database, ageMs, state }: OpenTransaction): string =>
  `process ${pid} (${role}${applicationName === "" ? "" : `, ${applicationName}`}, database ${database}, ${state === "" ? "state unknown" : state}, ${span(ageMs)})`;

export const slotBlockers = defineCheck({
  id: "slot.blockers",
  title: "No long transaction stands in Electric's way",
  why: "Creating a slot waits for every transaction of the server that holds a transaction id, in any database; Electric answers 202 “starting” meanwhile. ALTER TABLE waits for those that use the table, and the first shape then fails after 5 s.",
  source: "Electric 1.7.12, connection/manager.ex 628-633; observed on PostgreSQL 15, 16 and 17",
  worst: "warn",
  act: { says: "End the long transactions", page: "replication" },
  foretells: ["create slot"],
  momentary: true,
  whyNotFixed: "End the transactions that are in the way, on the page of connections.",
  judge(snapshot, target) {
    const { transactions, preparedTransactions } = snapshot;
    const readers = longReaders(snapshot, target);
    const writers = longTransactions(snapshot);
    const open = [...writers, ...readers.map((reader) => reader.open)];
    const prepared = isUnseen(preparedTransactions)
      ? []
      : preparedTransactions.filter(({ ageMs }) => ageMs > MINUTE);
    if (open.length + prepared.length === 0) {
      const blind = [transactions, preparedTransactions].find(isUnseen);
      if (blind !== undefined)
        return unknown({
          found: "The age of other roles' transactions could not be seen.",
          grant: blind.grant,
        });
      return pass("No transaction that holds a transaction id is older than a minute.");
    }
    const ways: Way[] = [
      ...(open.length > 0
        ? [
            {
              says: "Commit or roll back in the application, or end the sessions; what they have not committed is undone.",
              sql: open.map(({ pid }) => `SELECT pg_terminate_backend(${pid});`).join("\n"),
            },
          ]
        : []),
      ...(prepared.length > 0
        ? [
            {
              says: `Finish what is prepared, each in its own database, as its owner or a superuser: COMMIT PREPARED keeps it, ROLLBACK PREPARED undoes it.`,
              sql: prepared
                .map(
                  ({ gid, database }) =>
                    `-- in the database ${database.replaceAll(/\s/g, " ")}\nROLLBACK PREPARED ${quoteLiteral(gid)};`,
                )
                .join("\n"),
            },
          ]
        : []),
      { says: "Or wait: Electric goes on by itself once they have ended." },
    ];
    const parts = [
      ...(writers.length > 0
        ? [
            `${count(writers.length, "transaction")} older than a minute, the oldest ${writers.slice(0, 1).map(named).join("")}`,
          ]
        : []),
      ...readers
        .slice(0, 1)
        .map(
          ({ open: reader, tables }) =>
            `${count(readers.length, "reader")} older than a minute on tables that are not FULL yet: ${named(reader)} on ${example(tables, "table")}`,
        ),
      ...(prepared.length > 0
        ? [
            `${count(prepared.length, "prepared transaction")} older than a minute: ${prepared
              .slice(0, 1)
              .map(({ gid, ageMs }) => `${gid} (${span(ageMs)})`)
              .join("")}`,
          ]
        : []),
    ];
    return warn({
      found: parts.join("; "),
      needed: "no transaction with a transaction id older than a minute when Electric starts or adds a table",
      objects: [...open.map(({ pid }) => `process ${pid}`), ...prepared.map(({ gid }) => `prepared ${gid}`)],
      ways,
    });
  },
});
