import type { AclItem } from "@/lib/privileges/schema";

/** Returns the entry that a GRANT writes: a role with the owner's rights grants as the owner (PostgreSQL docs, GRANT). */
export const oneItem = (
  {
    grantee,
    privileges,
    grantOption,
  }: { grantee: string | null; privileges: string[]; grantOption: boolean },
  owner: string,
): AclItem => ({ grantee, grantor: owner, privileges, grantable: grantOption ? privileges : [] });

const isSame = (a: AclItem, b: AclItem): boolean => a.grantee === b.grantee && a.grantor === b.grantor;

/** Returns an access list with one more entry. */
export function withItems(items: readonly AclItem[], item: AclItem): AclItem[] {
  return [...items, item];
}

/** Returns an access list without the privileges of an entry; what another grantor gave stays. */
export function withoutItems(items: readonly AclItem[], item: AclItem): AclItem[] {
  return items.flatMap((one) => {
    if (!isSame(one, item)) return [one];
    const left = (list: readonly string[]) =>
      list.filter((privilege) => !item.privileges.includes(privilege));
    const privileges = left(one.privileges);
    return privileges.length === 0 ? [] : [{ ...one, privileges, grantable: left(one.grantable) }];
  });
}
