import type { Change, DatabaseObject } from "@/lib/repair/changes/schema";
import type { AclItem } from "@/lib/privileges/schema";

function split(items: readonly AclItem[], grantee: string): { plain: string[]; grantable: string[] } {
  const own = items.filter((item) => item.grantee === grantee);
  const grantable = [...new Set(own.flatMap((item) => item.grantable))].sort();
  const all = [...new Set(own.flatMap(({ privileges }) => privileges))].sort();
  return { plain: all.filter((privilege) => !grantable.includes(privilege)), grantable };
}

/**
 * Returns the changes that give a role exactly what an access list says that it holds, or take it: on the whole object, or
 * on one column. What may be passed on is a statement of its own.
 */
export function exactly(
  on: DatabaseObject,
  column: string | null,
  grantee: string,
  items: readonly AclItem[],
  give: boolean,
): Change[] {
  const { plain, grantable } = split(items, grantee);
  const change = (privileges: string[], grantOption: boolean): Change[] =>
    privileges.length === 0
      ? []
      : [{ kind: "privileges", on, column, grantee, privileges, grantOption, from: !give, to: give }];
  return [...change(plain, false), ...change(grantable, true)];
}
