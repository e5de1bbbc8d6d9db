import type { Finding, Status } from "@/lib/checks/finding";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetRelations } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";

export const TABLE_KINDS = ["r", "p", "v", "m", "f", "missing"] as const;
export const PUBLISHED = ["no", "yes", "filtered", "some columns"] as const;

/** One table as the tables page shows it. */
export type TableRow = {
  schema: string;
  name: string;
  kind: (typeof TABLE_KINDS)[number];
  partition: boolean;
  /** Empty for a table that the target names and that does not exist. */
  owner: string;
  replicaIdentity: Relation["replicaIdentity"] | null;
  published: (typeof PUBLISHED)[number];
  /** Electric's role may read it; null while there is no such role. */
  select: boolean | null;
  /** Electric's role has the owner's rights; null while there is no such role. */
  ownerRights: boolean | null;
  /** The target means it: Electric is to serve it. */
  target: boolean;
  /** "not applicable" for a table that Electric is not to serve and that no check names. */
  status: Status;
  /** Ids of the checks that name it and did not pass, worst first. */
  checks: string[];
};

const SEVERITY: Partial<Record<Status, number>> = { fail: 3, unknown: 2, warn: 1 };

type Named = { id: string; status: Status };

/** Returns, for every object that a finding names, the checks that did not pass on it, worst first. */
export function concerns(findings: readonly Finding[]): Map<string, Named[]> {
  const named = new Map<string, Named[]>();
  const worstFirst = findings
    .filter(({ status }) => SEVERITY[status] !== undefined)
    .sort((a, b) => (SEVERITY[b.status] ?? 0) - (SEVERITY[a.status] ?? 0));
  for (const { id, status, objects } of worstFirst)
    for (const object of objects) {
      const checks = named.get(object);
      if (checks) checks.push({ id, status });
      else named.set(object, [{ id, status }]);
    }
  return named;
}

/**
 * Returns a row for every relation of the visit, and one for every table that the target names in vain.
 * A table's status is the worst of the checks that name it; one that nothing names passes when Electric is to
 * serve it, and is unknown while there is no role whose rights could be looked at.
 */
export function tableRows(
  snapshot: Pick<ReachedSnapshot, "relations">,
  target: Target,
  findings: readonly Finding[],
): TableRow[] {
  const { relations, missing } = targetRelations(snapshot, target);
  const targeted = new Set(relations.map(({ oid }) => oid));
  const named = concerns(findings);
  const present = snapshot.relations.map((relation) =>
    rowOf(relation, targeted.has(relation.oid), named.get(displayRelation(relation)) ?? []),
  );
  return [...present, ...missing.map((table) => missingRow(table, named))];
}

function rowOf(relation: Relation, target: boolean, concerned: Named[]): TableRow {
  return {
    schema: relation.schema,
    name: relation.name,
    kind: relation.kind,
    partition: relation.isPartition,
    owner: relation.owner,
    replicaIdentity: relation.replicaIdentity,
    published: publishedAs(relation.published),
    select: relation.select,
    ownerRights: relation.ownerRights,
    target,
    status: concerned[0]?.status ?? restingStatus(relation, target),
    checks: concerned.map(({ id }) => id),
  };
}

function restingStatus({ select }: Relation, target: boolean): Status {
  if (!target) return "not applicable";
  return select === null ? "unknown" : "pass";
}

function publishedAs(published: Relation["published"]): TableRow["published"] {
  if (published === null) return "no";
  if (published.columns !== null) return "some columns";
  return published.filter === null ? "yes" : "filtered";
}

function missingRow(
  { schema, name }: { schema: string; name: string },
  named: Map<string, Named[]>,
): TableRow {
  return {
    schema,
    name,
    kind: "missing",
    partition: false,
    owner: "",
    replicaIdentity: null,
    published: "no",
    select: null,
    ownerRights: null,
    target: true,
    status: "fail",
    checks: (named.get(displayRelation({ schema, name })) ?? []).map(({ id }) => id),
  };
}
