import type { Relation } from "@/lib/snapshot/relation";
import type { Situation } from "./situation";

/** Whether the plan leaves Electric's role with the owner's rights on a table. */
const willOwn = ({ target }: Situation): boolean => target.strategy !== "manual";

/** Tables whose row security filters Electric once the plan has run: a reader always, an owner under FORCE. */
export function filteredAfter(situation: Situation): Relation[] {
  const owns = willOwn(situation);
  return situation.tables.filter(
    ({ rowSecurity, forceRowSecurity, policyShowsAll, ownerRights }) =>
      rowSecurity && policyShowsAll !== true && (forceRowSecurity || (!owns && ownerRights !== true)),
  );
}

/** Whoever would run the plan may give BYPASSRLS: up to 15 a superuser, from 16 on who has it (PostgreSQL 16 docs). */
export function mayGiveBypass({ roles, rights, major }: Situation): boolean {
  const admin = roles.of(rights.admin);
  return admin?.superuser === true || (major >= 16 && admin?.createRole === true && admin.bypassRls);
}

/** Whether Electric's role has to bypass row security, or may as well, so that nothing set later can filter it. */
export function mustBypass(situation: Situation): boolean {
  if (filteredAfter(situation).length > 0) return true;
  return situation.tables.some(({ rowSecurity }) => rowSecurity) && mayGiveBypass(situation);
}
