import { heldLists } from "@/lib/repair/changes/held-lists";
import type { Change, DatabaseObject } from "@/lib/repair/changes/schema";
import { namedObject } from "@/lib/repair/changes/words";
import { listed } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { rolesOf } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { foreignGrants, dependenciesOf } from "../remedies/drop-role-blockers";
import type { Missing } from "@/lib/repair/missing";

const key = (on: DatabaseObject, column: string | null, privilege: string): string =>
  JSON.stringify([on, column, privilege]);

/** Returns what an undo that drops a role does not take from it, for it did not give it: DROP ROLE would stumble over that. */
export function remainingPrivileges(
  role: string,
  changes: readonly Change[],
  snapshot: ReachedSnapshot,
  rights: Rights,
): Missing[] {
  const taken = new Set(
    changes.flatMap((change) =>
      change.kind === "privileges" && !change.to && change.grantee === role
        ? change.privileges.map((privilege) => key(change.on, change.column, privilege))
        : [],
    ),
  );
  const defaultsTaken = new Set(
    changes.flatMap((change) =>
      change.kind === "default privileges" && !change.to && change.grantee === role
        ? change.privileges.map((one) => JSON.stringify([change.creator, change.schema, change.objects, one]))
        : [],
    ),
  );
  const lists = heldLists(snapshot, rights, role);
  const on = lists
    .filter((list) =>
      list.items.some(
        ({ grantee, privileges }) =>
          grantee === role && privileges.some((one) => !taken.has(key(list.on, list.column, one))),
      ),
    )
    .map((list) => namedObject(list.on));
  const defaults = rights.defaults
    .filter(({ creator, schema, objects, privileges }) =>
      privileges.some((one) => !defaultsTaken.has(JSON.stringify([creator, schema, objects, one]))),
    )
    .map(({ creator }) => `what ${displayName(creator)} will make`);
  const more = [...new Set([...on, ...defaults])];
  const name = displayName(role);
  return [
    ...(more.length === 0
      ? []
      : [
          {
            what: `${name} holds rights that this run did not give, and this drops the role: on ${listed(more)}.`,
            who: "Clean up after Electric instead, which takes them away too.",
            sql: null,
          },
        ]),
    ...foreignGrants(lists, role, rights.admin, rolesOf(rights, snapshot.server.versionNum)),
    ...dependenciesOf(rights, role),
  ];
}
