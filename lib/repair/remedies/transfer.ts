import { displayName } from "@/lib/postgres/identifier";
import { count, example, listed } from "@/lib/text/words";
import { targetSchemas } from "@/lib/target/relations";
import type { Relation } from "@/lib/snapshot/relation";
import { defineRemedy, nothing } from "./define";
import { keepsBy, type Keeping } from "./keeping";
import { heldOn, keptOn } from "./held";
import { extensionsTables, keySchemas, openFunctions, ownersWork } from "./owner-work";
import { partitionsAfter } from "./partition-jobs";
import { grantTo } from "@/lib/repair/changes/grant";
import { holds } from "./privileges";
import { staysUnread } from "./row-security";
import { isOpen, type Contribution, type Situation } from "./situation";
import { thirdGrantors } from "./third-grantors";
import { tablesToTransfer } from "./to-transfer";
import { dependentsOf } from "./touched";

const owner = (role: string): string => displayName(role);

function consequencesOf(situation: Situation, tables: readonly Relation[], keeping: Keeping): string[] {
  const { target, rightsOn, major } = situation;
  const name = displayName(target.role);
  const stops = [...new Set(tables.map((table) => table.owner))].map((role) => {
    const own = tables.filter((table) => table.owner === role);
    const how =
      keeping.of(role) === "membership"
        ? `as a member of ${name}, altering and dropping included`
        : keeping.of(role) === "superuser"
          ? "as a superuser"
          : `by grant; altering, dropping and indexing them, granting rights on them, TRUNCATE … RESTART IDENTITY${major < 17 ? ", VACUUM and ANALYZE" : ""} pass to ${name}, so migrations have to run as it`;
    return `${owner(role)} stops owning ${count(own.length, "table")} and keeps its rights ${how}.`;
  });
  const ruled = tables.filter((table) => (rightsOn(table)?.rules.length ?? 0) > 0);
  const secured = tables.filter(({ rowSecurity }) => rowSecurity);
  const filtered = [...new Set(tables.map((table) => table.owner))].filter(keeping.isFiltered);
  return [
    ...stops,
    ...(filtered.length === 0
      ? []
      : [
          `Row security begins to filter ${listed(filtered.map(displayName))}, because a grant does not spare as ownership did: what no policy lets through can no longer be read or written. Choose membership to keep it as it is.`,
        ]),
    ...partitionsAfter(situation, tables, keeping),
    ...dependentsOf(situation, tables),
    ...thirdGrantors(situation, tables),
    ...(secured.length === 0
      ? []
      : [
          `Row security on ${example(
            secured.map(({ schema, name: table }) => `${displayName(schema)}.${displayName(table)}`),
            "table",
          )} spares its owner: from then on that is ${name}.`,
        ]),
    ...(ruled.length === 0
      ? []
      : [
          `Rules on ${count(ruled.length, "table")} run with the rights of the owner, which will be ${name}: look whether they write to other tables.`,
        ]),
    ...ownersWork(situation, tables),
    ...extensionsTables(tables),
  ];
}

/**
 * Schemas that Electric's role may not use yet and has to as the owner: those of the tables, and those in which their foreign
 * keys look up how to compare. The target's are another remedy's, where that is part of the plan.
 */
function closedSchemas(situation: Situation, tables: readonly Relation[]): string[] {
  const { target, wanted, snapshot } = situation;
  const opened =
    wanted.kind === "ready" ||
    snapshot.role === null ||
    !isOpen(situation, "role.schema_usage") ||
    (wanted.kind === "checks" && wanted.checks.includes("role.schema_usage"));
  const targeted = new Set(opened ? targetSchemas(target) : []);
  const theirs = new Set([...tables.map(({ schema }) => schema), ...keySchemas(situation, tables)]);
  return situation.rights.schemas
    .filter(({ name }) => theirs.has(name) && !targeted.has(name))
    .filter(({ owner, acl }) => !holds(situation, acl, "schema", owner, "USAGE"))
    .map(({ name }) => name);
}

/** Returns the checks that a plan does not promise, because tables stay with their owner, and why these stay. */
function leavesFor(situation: Situation, { stays }: Keeping): NonNullable<Contribution["leaves"]> {
  const reasons = [...new Set(stays.values())];
  const unread = staysUnread(situation).length > 0 ? ["role.row_security"] : [];
  return ["tables.ownership", ...(reasons.length === 0 ? [] : unread)].flatMap((check) =>
    reasons.map((why) => ({ check, why })),
  );
}

export const transfer = defineRemedy({
  id: "ownership.transfer",
  title: "Transfer the tables to Electric's role",
  fixes: ["tables.ownership"],
  plan(situation) {
    const { target } = situation;
    if (target.strategy !== "owner") return nothing;
    const tables = tablesToTransfer(situation);
    const keeping = keepsBy(situation);
    const leaves = leavesFor(situation, keeping);
    if (tables.length === 0) return { ...nothing, leaves };
    const name = displayName(target.role);
    const granted = tables.filter((table) => keeping.of(table.owner) === "grants");
    const closed = closedSchemas(situation, tables);
    const taken = tables.flatMap((table) => heldOn(situation, table, target.role, false));
    const kept = tables.flatMap((table) => keptOn(situation, table, target.role));
    const given = granted.flatMap((table) => heldOn(situation, table, table.owner, true));
    return {
      drafts: [
        ...(closed.length === 0
          ? []
          : [
              {
                says: `Let ${name} look things up in ${listed(closed.map(displayName))}: foreign keys are checked with the rights of the tables' owner, which has to find there what they name.`,
                changes: closed.map((schema) =>
                  grantTo(target.role, { type: "schema", name: schema }, "USAGE"),
                ),
              },
            ]),
        ...openFunctions(situation, tables),
        ...(taken.length === 0
          ? []
          : [
              {
                says: `Take from ${name} what it holds on these tables by grant: it is about to own them, and the undo gives it back.`,
                changes: taken,
              },
            ]),
        {
          says: `Hand ${count(tables.length, "table")} over to ${name}; sequences that a column owns and indexes follow.`,
          changes: tables.map(({ schema, name: table, owner: from }) => ({
            kind: "table owner" as const,
            table: { schema, name: table },
            from,
            to: target.role,
          })),
        },
        ...(kept.length === 0
          ? []
          : [
              {
                says: `Give ${name} as the owner what it held by grant and the former owner had revoked from itself.`,
                changes: kept,
              },
            ]),
        ...(given.length === 0
          ? []
          : [
              {
                says: `Give the former owners back by grant what they held as owners, sequences included${granted.some(({ owner }) => keeping.isFiltered(owner)) ? "; row security filters them from then on" : ", so that the application goes on as before"}.`,
                changes: given,
              },
            ]),
      ],
      fixes: leaves.length === 0 ? ["tables.ownership"] : [],
      consequences: consequencesOf(situation, tables, keeping),
      leaves,
    };
  },
});
