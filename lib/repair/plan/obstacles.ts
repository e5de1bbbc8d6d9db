import type { Change } from "@/lib/repair/changes/schema";
import { count, example, listed } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { remainingPrivileges } from "./remaining-privileges";
import type { Missing } from "@/lib/repair/missing";

/** Returns Electric's publication where it stays with a role that goes: Electric makes it itself where there is none. */
function leftPublication(
  role: string,
  changes: readonly Change[],
  { publication }: ReachedSnapshot,
): string | null {
  if (publication?.owner !== role) return null;
  const goes = changes.some(
    (change) =>
      (change.kind === "publication" && change.publication === publication.name && change.to === null) ||
      (change.kind === "publication owner" && change.publication === publication.name && change.to !== role),
  );
  return goes ? null : publication.name;
}

/** Returns what else stands against an undo: what Electric has since made its own, or still uses. */
export function obstacles(changes: readonly Change[], snapshot: ReachedSnapshot, rights: Rights): Missing[] {
  const dropped = changes.flatMap((change) =>
    change.kind === "role" && change.to === null ? [change.role] : [],
  );
  const slots = isUnseen(snapshot.slots) ? [] : snapshot.slots;
  const busy = changes.flatMap((change) =>
    change.kind === "slot" && change.to === null
      ? slots.filter(({ name, active }) => name === change.slot && active)
      : [],
  );
  const handed = new Set(
    changes.flatMap((change) =>
      change.kind === "table owner" ? [JSON.stringify([change.table.schema, change.table.name])] : [],
    ),
  );
  return [
    ...busy.map(({ name }) => ({
      what: `The slot ${name} is in use.`,
      who: "Stop Electric, then look again.",
      sql: null,
    })),
    ...dropped.flatMap((role): Missing[] => {
      const tables = snapshot.relations.filter(
        ({ schema, name, kind, owner }) =>
          owner === role && (kind === "r" || kind === "p") && !handed.has(JSON.stringify([schema, name])),
      );
      const publication = leftPublication(role, changes, snapshot);
      // What is known of rights is Electric's role's alone.
      const isElectrics = snapshot.role?.name === role;
      const elsewhere = isElectrics ? rights.dependsIn : [];
      return [
        ...(publication === null
          ? []
          : [
              {
                what: `${displayName(role)} owns the publication ${displayName(publication)}, which this run did not make, and this drops the role.`,
                who: "Clean up after Electric instead, which takes the publication away too.",
                sql: null,
              },
            ]),
        ...(elsewhere.length === 0
          ? []
          : [
              {
                what: `${displayName(role)} has rights or objects in ${listed(elsewhere.map(displayName))} too, and this drops the role.`,
                who: "Take them away there first, then look again.",
                sql: null,
              },
            ]),
        ...(rights.sessions === 0
          ? []
          : [
              {
                what: `${displayName(role)} has ${count(rights.sessions, "session")} open, and this drops it.`,
                who: "Stop Electric, then look again.",
                sql: null,
                rule: "headroom" as const,
              },
            ]),
        ...(tables.length === 0
          ? []
          : [
              {
                what: `${displayName(role)} owns ${count(tables.length, "table")} that this run did not hand over: ${example(
                  tables.map(({ schema, name }) => `${displayName(schema)}.${displayName(name)}`),
                  "table",
                )}.`,
                who: "Clean up after Electric instead, which hands all of them over.",
                sql: null,
              },
            ]),
        ...(isElectrics ? remainingPrivileges(role, changes, snapshot, rights) : []),
      ];
    }),
  ];
}
