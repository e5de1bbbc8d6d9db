import type { Missing } from "@/lib/repair/missing";
import type { Choices, Wanted } from "@/lib/repair/request";
import type { CheckId } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import type { Change } from "@/lib/repair/changes/schema";
import { rolesOf, type Roles } from "@/lib/privileges/roles";
import type { Rights, SequenceRights, TableRights } from "@/lib/privileges/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf, targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";

/** Everything that a remedy is made from. */
export type Situation = {
  snapshot: ReachedSnapshot;
  rights: Rights;
  roles: Roles;
  /** With the strategy that was chosen. */
  target: Target;
  choices: Choices;
  wanted: Wanted;
  major: number;
  findings: readonly Finding[];
  /** Returns the present finding of a check; undefined for one that was not judged. */
  finding(check: CheckId): Finding | undefined;
  /** The target's tables and partitioned tables that Electric can serve. */
  tables: readonly Relation[];
  /** Tables of the target and everything below them, each once, roots first. */
  trees: readonly Relation[];
  isInTrees(table: Relation): boolean;
  /** A table and every one that it is a partition of. */
  upwards(table: Relation): readonly Relation[];
  rightsOn(table: Relation): TableRights | undefined;
  sequencesOf(table: Relation): readonly SequenceRights[];
};

/** Changes that belong together, as a remedy puts them. */
export type Draft = { says: string; changes: Change[] };

/** Contribution of a remedy to a plan. */
export type Contribution = {
  drafts: Draft[];
  /** Checks that pass once the changes are made. */
  fixes: string[];
  /** In words first: who stops owning what, who gains what. */
  consequences?: string[];
  /** Checks that stay as they are although they are this remedy's, with why. */
  leaves?: { check: string; why: string }[];
  /** Rights and objects that its runner lacks. */
  missing?: Missing[];
};

function withPartitions(snapshot: ReachedSnapshot, tables: readonly Relation[]): Relation[] {
  const children = new Map<number, Relation[]>();
  for (const relation of snapshot.relations)
    if (relation.isPartition && !relation.detachPending)
      for (const parent of relation.parents) {
        const siblings = children.get(parent);
        if (siblings === undefined) children.set(parent, [relation]);
        else siblings.push(relation);
      }
  const all = new Map(tables.map((table) => [table.oid, table]));
  const below = (relation: Relation): void => {
    for (const child of children.get(relation.oid) ?? [])
      if (!all.has(child.oid)) {
        all.set(child.oid, child);
        below(child);
      }
  };
  for (const table of tables) below(table);
  return [...all.values()];
}

/** Returns the situation that remedies are made from; the target takes the strategy that was chosen. */
export function situationOf(
  snapshot: ReachedSnapshot,
  rights: Rights,
  target: Target,
  wanted: Wanted,
  choices: Choices,
  findings: readonly Finding[],
): Situation {
  const chosen = { ...target, strategy: choices.strategy };
  const tables = targetTables(snapshot, chosen);
  const byCheck = new Map<string, Finding>(findings.map((finding) => [finding.id, finding]));
  const byOid = new Map(rights.tables.map((table) => [table.oid, table]));
  const sequences = new Map<number, SequenceRights[]>();
  for (const sequence of rights.sequences)
    sequences.set(sequence.table, [...(sequences.get(sequence.table) ?? []), sequence]);
  const trees = withPartitions(snapshot, tables);
  const inTrees = new Set(trees.map(({ oid }) => oid));
  const relations = new Map(snapshot.relations.map((relation) => [relation.oid, relation]));
  const upwards = (table: Relation): Relation[] => [
    table,
    ...(table.isPartition ? table.parents.flatMap((oid) => relations.get(oid) ?? []).flatMap(upwards) : []),
  ];
  return {
    snapshot,
    rights,
    roles: rolesOf(rights, snapshot.server.versionNum),
    target: chosen,
    choices,
    wanted,
    major: majorOf(snapshot.server.versionNum),
    findings,
    finding: (check) => byCheck.get(check),
    tables,
    trees,
    isInTrees: ({ oid }) => inTrees.has(oid),
    upwards,
    rightsOn: ({ oid }) => byOid.get(oid),
    sequencesOf: ({ oid }) => sequences.get(oid) ?? [],
  };
}

/** Returns the tables that hold rows: those below a partitioned one, or the table itself. */
export function leafTables({ snapshot }: Situation, tables: readonly Relation[]): Relation[] {
  const leaves = leavesIn(snapshot);
  return [...new Map(tables.flatMap(leaves).map((leaf) => [leaf.oid, leaf])).values()];
}

/** Sorted as Electric does it, by schema and name, so that two who lock tables take them in one order. */
export function sorted<Named extends { schema: string; name: string }>(tables: readonly Named[]): Named[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return tables.toSorted((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name));
}

/** Whether something is still wrong with a check: it fails, warns, or cannot be judged before the role exists. */
export function isOpen({ finding, snapshot }: Situation, check: CheckId): boolean {
  const status = finding(check)?.status;
  return status === "fail" || status === "warn" || (status === "not applicable" && snapshot.role === null);
}
