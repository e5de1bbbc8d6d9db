import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { OwnerWork } from "@/lib/privileges/owner-work";
import type { Relation } from "@/lib/snapshot/relation";
import { namedRoutine } from "@/lib/repair/changes/words";
import { grantTo } from "@/lib/repair/changes/grant";
import type { Draft, Situation } from "./situation";
import { subscriptionsInto } from "./subscriptions";

type Functions = OwnerWork["functions"][number];

const USES: Record<Functions["uses"][number], string> = {
  analyze: "ANALYZE, autovacuum's too, and REINDEX call it for an index or statistics",
  keys: "foreign keys call it to compare",
  writes: "a CHECK, a default or a generated column calls it where a foreign key or a subscription writes",
};

/** Returns the schemas, besides their own, in which foreign keys of these tables look things up as their owner. */
export function keySchemas({ rights }: Situation, tables: readonly Relation[]): string[] {
  const oids = new Set(tables.map(({ oid }) => oid));
  return rights.ownerWork.keys
    .filter((key) => key.tables.some((oid) => oids.has(oid)))
    .map(({ schema }) => schema);
}

/**
 * Returns the step that lets the new owner of these tables call what Postgres calls with the owner's rights and it may not.
 * Without it autovacuum would fail without a word, and the application's own writes with one.
 */
export function openFunctions({ rights, target }: Situation, tables: readonly Relation[]): Draft[] {
  const oids = new Set(tables.map(({ oid }) => oid));
  const closed = rights.ownerWork.functions.filter((one) => one.tables.some((oid) => oids.has(oid)));
  if (closed.length === 0) return [];
  const why = [...new Set(closed.flatMap(({ uses }) => uses))].map((use) => USES[use]);
  return [
    {
      says: `Let ${displayName(target.role)} call ${listed(closed.map(namedRoutine))}, which Postgres calls with the rights of the tables' owner: ${why.join("; ")}.`,
      changes: closed.map(({ schema, name, arguments: types }) =>
        grantTo(target.role, { type: "routine", schema, name, arguments: types }, "EXECUTE"),
      ),
    },
  ];
}

function triggersOf({ rights, target }: Situation, tables: readonly Relation[]): string[] {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  return (["foreign key", "subscription"] as const).flatMap((by) => {
    const theirs = rights.ownerWork.triggers.flatMap((trigger) => {
      const table = byOid.get(trigger.table);
      return trigger.by !== by || table === undefined
        ? []
        : [`${displayName(trigger.name)} of ${displayRelation(table)}`];
    });
    if (theirs.length === 0) return [];
    const when =
      by === "foreign key"
        ? "where a foreign key deletes or changes its rows"
        : "where a subscription writes";
    return [
      `${example(theirs, "trigger")} run${theirs.length === 1 ? "s" : ""} with the rights of the owner ${when}, which will be ${displayName(target.role)}: look whether ${theirs.length === 1 ? "it reads or writes" : "they read or write"} other tables.`,
    ];
  });
}

/** Returns, as sentences, what Postgres does with the rights of these tables' owner and will do with those of Electric's role. */
export function ownersWork(situation: Situation, tables: readonly Relation[]): string[] {
  const name = displayName(situation.target.role);
  return [
    ...subscriptionsInto(situation, tables).map(({ name: subscription, owner, tables: into }) => {
      const theirs = tables.filter(({ oid }) => into.includes(oid));
      return `The subscription ${displayName(subscription)} writes into ${count(theirs.length, "table")} of these with the rights of their owner, which will be ${name}; ${displayName(owner)}, which owns it, may become ${name} for that.`;
    }),
    ...triggersOf(situation, tables),
  ];
}

/** Returns, as a sentence, which of these tables belong to an extension. */
export function extensionsTables(tables: readonly Relation[]): string[] {
  const theirs = tables.filter(({ extension }) => (extension ?? null) !== null);
  if (theirs.length === 0) return [];
  const extensions = [...new Set(theirs.flatMap(({ extension }) => extension ?? []))];
  const one = theirs.length === 1;
  return [
    `${example(theirs.map(displayRelation), "table")} belong${one ? "s" : ""} to ${extensions.length === 1 ? "the extension" : "the extensions"} ${listed(extensions.map(displayName))}: pg_dump leaves out whose ${one ? "it is" : "they are"}, so ${one ? "it goes" : "they go"} back to who makes the extension where a dump is restored.`,
  ];
}
