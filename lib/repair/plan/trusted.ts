import type { Roles } from "@/lib/privileges/roles";

/**
 * Returns whether the code of one role gains nothing by running with the rights of another: it is that role, may become it
 * without the plan, or is a superuser, which may do anything anyway.
 */
export const gainsNothing = (roles: Roles, owner: string, as: string): boolean =>
  owner === as || roles.canSet(owner, as);
