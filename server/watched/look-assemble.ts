import "server-only";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { OPENS } from "@/lib/postgres/predefined-roles";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Unseen } from "@/lib/snapshot/seen";
import type { FixedSetting, Server } from "@/lib/snapshot/server";
import { durationMs, sizeBytes } from "@/lib/snapshot/units";
import type { Answers, Facts, Rows } from "./look-rows";
import { SOURCES } from "./sql/look-facts";

/** Result of a look: a Snapshot without how the session came about. */
export type Seen = Omit<ReachedSnapshot, "takenAt" | "connection" | "electric" | "reached">;
export type Source = keyof typeof SOURCES;

/** Returns the statements that would open a source to the visiting role; null when it is open. */
export function grantFor(source: Source, facts: Facts): string | null {
  const { views, functions } = SOURCES[source];
  const to = quoteIdentifier(facts.visitor);
  const closed = (names: readonly string[], among: string[]) =>
    names.map((name) => `pg_catalog.${name}`).filter((name) => among.includes(name));
  const grants = [
    ...closed(views, facts.closedViews).map((name) => `GRANT SELECT ON ${name} TO ${to};`),
    ...closed(functions, facts.closedFunctions).map((name) => `GRANT EXECUTE ON FUNCTION ${name} TO ${to};`),
  ];
  return grants.length === 0 ? null : grants.join("\n");
}

const unseen = (grant: string): Unseen => ({ unseen: true, grant });

function only<Row>(rows: Row[] | undefined, what: string): Row {
  const row = rows?.[0];
  if (row === undefined) throw new Error(`The server did not answer what was asked about ${what}.`);
  return row;
}

function serverOf({
  maxSlotWalKeepSize,
  walSenderTimeout,
  idleReplicationSlotTimeout,
  ...rest
}: Rows["server"]): Omit<Server, "messagesTranslated" | "pendingRestart"> {
  const kept = sizeBytes(maxSlotWalKeepSize, "MB");
  return {
    ...rest,
    maxSlotWalKeepBytes: kept === null || kept < 0 ? null : kept,
    walSenderTimeoutMs: durationMs(walSenderTimeout) ?? 0,
    idleReplicationSlotTimeoutMs:
      idleReplicationSlotTimeout === null ? null : durationMs(idleReplicationSlotTimeout, "s"),
  };
}

/** Returns the first setting of each name; they come with the strongest first. */
export function strongest(settings: readonly FixedSetting[]): FixedSetting[] {
  const byName = new Map<string, FixedSetting>();
  for (const setting of settings) if (!byName.has(setting.name)) byName.set(setting.name, setting);
  return [...byName.values()];
}

function transactionsOf(rows: Rows["transactions"][], facts: Facts): Seen["transactions"] {
  if (rows.some(({ hidden }) => hidden))
    return unseen(
      `-- ${OPENS.pg_read_all_stats}\nGRANT pg_read_all_stats TO ${quoteIdentifier(facts.visitor)};`,
    );
  return rows.map(({ hidden: _hidden, ...transaction }) => transaction);
}

/** Returns what was seen, put together from the answers of all queries. */
export function assemble(answers: Answers, facts: Facts): Seen {
  const fixed = [...(answers.fixed ?? []), ...(answers.serverWide ?? [])];
  const role = answers.role?.[0];
  const when = <Part>(source: Source, part: () => Part): Part | Unseen => {
    const grant = grantFor(source, facts);
    return grant === null ? part() : unseen(grant);
  };
  return {
    server: {
      ...serverOf(only(answers.server, "the server")),
      messagesTranslated: answers.translated?.[0]?.translated ?? null,
      pendingRestart: answers.pendingRestart ?? [],
    },
    database: only(answers.database, "the database"),
    visitor: only(answers.visitor, "the visiting role"),
    accessRules: null,
    role: role === undefined ? null : { ...role, settings: strongest(fixed) },
    databaseSettings: strongest(
      fixed.filter(({ scope }) => scope === "database" || scope === "all roles" || scope === "server"),
    ),
    schemas: answers.schemas ?? [],
    relations: answers.relations ?? [],
    powers: answers.powers ?? [],
    leftovers: answers.leftovers ?? [],
    eventTriggers: answers.eventTriggers ?? [],
    defaultPrivileges: answers.defaultPrivileges ?? [],
    publication: answers.publication?.[0] ?? null,
    slots: when("slots", () => answers.slots ?? []),
    walSenders: when("activity", () => answers.walSenders?.length ?? 0),
    walSenderList: when("activity", () => answers.walSenders ?? []),
    activity: when("activity", () => {
      const rows = answers.activity ?? [];
      return {
        groups: rows.map(({ hidden: _hidden, ...group }) => group),
        hidden: rows.reduce((sum, { hidden }) => sum + hidden, 0),
      };
    }),
    transactions: when("activity", () => transactionsOf(answers.transactions ?? [], facts)),
    preparedTransactions: when("preparedTransactions", () => answers.preparedTransactions ?? []),
    electricLock: when("locks", () => only(answers.electricLock, "Electric's lock")),
  };
}
