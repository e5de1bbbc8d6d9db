import type { ChangeOf } from "@/lib/change/schema";
import type { OwnerWork } from "@/lib/rights/owner-work";
import type { Relation } from "@/lib/snapshot/relation";
import type { Situation } from "./situation";

/** Returns the subscriptions that write into any of these tables with the rights of their owner. */
export function subscriptionsInto(
  { rights }: Situation,
  tables: readonly Relation[],
): OwnerWork["subscriptions"] {
  const oids = new Set(tables.map(({ oid }) => oid));
  return rights.ownerWork.subscriptions.filter((one) => one.tables.some((oid) => oids.has(oid)));
}

/**
 * Returns the owners of subscriptions that have to become members of Electric's role, so that their workers can go on: from 16
 * on a worker becomes the owner of each table that it writes to (PostgreSQL 16 docs, 31.9). `members` become members anyway.
 */
export function workersToJoin(
  situation: Situation,
  tables: readonly Relation[],
  members: readonly string[],
): string[] {
  const { roles, target } = situation;
  const owners = subscriptionsInto(situation, tables).map(({ owner }) => owner);
  return [...new Set(owners)].filter(
    (owner) => !roles.canSet(owner, target.role) && !members.some((member) => roles.canSet(owner, member)),
  );
}

/** Returns what makes a role a member that may become Electric's role; a grant that is there already is widened. */
export function joining({ roles, rights, target, major }: Situation, member: string): ChangeOf<"membership"> {
  const grantor = roles.of(rights.admin)?.superuser === true ? rights.bootstrap : rights.admin;
  const row =
    major < 16
      ? undefined
      : roles.rows(member).find((one) => one.role === target.role && one.grantor === grantor);
  return {
    kind: "membership",
    role: target.role,
    member,
    grantor: row?.grantor ?? null,
    from: row === undefined ? null : { admin: row.admin, inherit: row.inherit, set: row.set },
    to: { admin: row?.admin ?? false, inherit: true, set: true },
  };
}
