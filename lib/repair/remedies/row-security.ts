import type { Relation } from "@/lib/snapshot/relation";
import { keepsBy } from "./keeping";
import type { Situation } from "./situation";

/** Whether the plan leaves Electric's role with the owner's rights on a table. */
const willOwn = ({ target }: Situation): boolean => target.strategy !== "manual";

/** Tables whose row security filters Electric once the plan has run: a reader always, an owner under FORCE. */
export function filteredAfter(situation: Situation): Relation[] {
  const owns = willOwn(situation);
  const { stays } = keepsBy(situation);
  return situation.tables.filter(
    ({ oid, rowSecurity, forceRowSecurity, policyShowsAll, ownerRights }) =>
      rowSecurity &&
      policyShowsAll !== true &&
      !stays.has(oid) &&
      (forceRowSecurity || (!owns && ownerRights !== true)),
  );
}

/** Tables that stay with their owner and whose row security filters Electric, because nothing in the plan lets it see all rows. */
export function staysUnread(situation: Situation): Relation[] {
  const { tables, roles, target } = situation;
  const { stays } = keepsBy(situation);
  const { superuser = false, bypassRls = false } = roles.of(target.role) ?? {};
  if (superuser || bypassRls || mustBypass(situation)) return [];
  return tables.filter(
    ({ oid, rowSecurity, policyShowsAll, ownerRights }) =>
      stays.has(oid) && rowSecurity && policyShowsAll !== true && ownerRights !== true,
  );
}

/** Returns whether the runner of the plan may give BYPASSRLS: up to 15 a superuser, from 16 on who has it (PostgreSQL 16 docs). */
export function mayGiveBypass({ roles, rights, major }: Situation): boolean {
  const admin = roles.of(rights.admin);
  return admin?.superuser === true || (major >= 16 && admin?.createRole === true && admin.bypassRls);
}

/** Whether Electric's role has to bypass row security, or may as well, so that nothing set later can filter it. */
export function mustBypass(situation: Situation): boolean {
  if (filteredAfter(situation).length > 0) return true;
  return situation.tables.some(({ rowSecurity }) => rowSecurity) && mayGiveBypass(situation);
}
