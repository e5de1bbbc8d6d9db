import { heldBy, itemsOf } from "@/lib/privileges/acl";
import type { Relation } from "@/lib/snapshot/relation";
import type { Situation } from "./situation";

/** Returns the roles that have the rights of Electric's role as members of it, without the admin; superusers need none. */
export function membersOf({ rights, roles, target }: Situation): string[] {
  const direct = rights.memberships.filter(({ role, inherit }) => role === target.role && inherit);
  return [...new Set(direct.map(({ member }) => member))]
    .filter((member) => member !== target.role && roles.of(member)?.superuser !== true)
    .sort();
}

/**
 * Returns who owns a table of Electric's role when that is gone: the role that was chosen, or else whose table it was, as far
 * as the catalogues tell. A former owner holds by grant all that the owner has, or is a member of Electric's role (the two ways
 * in which the strategy “owner” keeps it working). Where several could be meant, who owns most of the other tables; where
 * none could, the role that runs this.
 */
export function newOwnerOf(situation: Situation): (table: Relation) => string {
  const { choices, rights, roles, rightsOn, snapshot, target } = situation;
  const { versionNum } = snapshot.server;
  if (choices.handTo !== null) {
    const { handTo } = choices;
    return () => handTo;
  }
  const owned = new Map<string, number>();
  for (const { owner } of snapshot.relations) owned.set(owner, (owned.get(owner) ?? 0) + 1);
  const most = (names: readonly string[]): string | undefined =>
    names.toSorted((a, b) => (owned.get(b) ?? 0) - (owned.get(a) ?? 0) || (a < b ? -1 : 1))[0];
  const member = most(membersOf(situation).filter((name) => name !== rights.admin)) ?? rights.admin;
  return (table) => {
    const items = itemsOf(rightsOn(table)?.acl ?? null, "table", table.owner, versionNum);
    // What a former owner had revoked from itself is not the new one's either, but for SELECT, which Electric needs; MAINTAIN
    // (17) is younger than many a grant.
    const all = heldBy(items, table.owner).filter((one) => one !== "SELECT" && one !== "MAINTAIN");
    const likeOwners = [...new Set(items.flatMap(({ grantee }) => grantee ?? []))].filter(
      (name) =>
        all.length > 0 &&
        name !== target.role &&
        roles.of(name)?.superuser !== true &&
        all.every((privilege) => heldBy(items, name).includes(privilege)),
    );
    return most(likeOwners) ?? member;
  };
}
