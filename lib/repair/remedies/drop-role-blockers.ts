import { listed } from "@/lib/text/words";
import type { HeldList } from "@/lib/repair/changes/held-lists";
import { privileges } from "@/lib/repair/changes/kinds/privileges";
import { namedObject } from "@/lib/repair/changes/words";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Roles } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { Missing } from "@/lib/repair/missing";

type Entry = Pick<HeldList, "on" | "column"> & {
  owner: string;
  grantee: string;
  grantor: string;
  privileges: string[];
};

const sqlFor = (entry: Entry, to: boolean): string =>
  `${privileges.sql({ kind: "privileges", ...entry, grantOption: false, from: !to, to })};`;

const as = (role: string, statements: readonly string[]): string =>
  [`SET ROLE ${quoteIdentifier(role)};`, ...statements, "RESET ROLE;"].join("\n");

const objectsIn = (entries: readonly Entry[]): string =>
  listed([...new Set(entries.map(({ on }) => namedObject(on)))]);

function byRole(entries: readonly Entry[], of: (entry: Entry) => string): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(of(entry), [...(groups.get(of(entry)) ?? []), entry]);
  return [...groups];
}

/**
 * Returns what a REVOKE by `admin` leaves of a role's grants: those from another grantor than the owner, and
 * those that the role itself has passed on, for which Postgres refuses to take its own (PostgreSQL docs, REVOKE).
 */
export function foreignGrants(
  lists: readonly HeldList[],
  role: string,
  admin: string,
  roles: Roles,
): Missing[] {
  const entries = lists.flatMap(({ on, column, owner, items }) =>
    items.map(({ grantee, grantor, privileges }) => ({ on, column, owner, grantee, grantor, privileges })),
  );
  const name = displayName(role);
  const given = entries.filter(
    (entry): entry is Entry =>
      entry.grantee === role &&
      entry.grantor !== entry.owner &&
      // Who may act as the owner always does so; who may not takes back what it gave itself.
      (roles.inherits(admin, entry.owner) || !roles.inherits(admin, entry.grantor)),
  );
  const passed = entries.filter(
    (entry): entry is Entry => entry.grantor === role && entry.grantee !== role && entry.grantee !== null,
  );
  return [
    ...byRole(given, ({ grantor }) => grantor).map(([grantor, its]) => ({
      what: `${name} holds rights that ${displayName(grantor)} gave it, not the owner: on ${objectsIn(its)}. The REVOKE of no other role reaches them.`,
      who: `${displayName(grantor)}, or a superuser in its place, before the clean-up.`,
      sql: as(
        grantor,
        its.map((entry) => sqlFor(entry, false)),
      ),
    })),
    ...byRole(passed, ({ grantee }) => grantee).map(([grantee, its]) => ({
      what: `${name} has passed rights on to ${displayName(grantee)}, which would lose them: on ${objectsIn(its)}.`,
      who: `A superuser, or who may act as the owner and as ${name}: grants them from the owner, then takes away those from ${name}.`,
      sql: [
        ...its.map((entry) => sqlFor(entry, true)),
        as(
          role,
          its.map((entry) => sqlFor(entry, false)),
        ),
      ].join("\n"),
    })),
  ];
}

/** How REVOKE names what pg_identify_object calls so. */
const REVOKED_ON: Readonly<Record<string, string>> = {
  type: "TYPE",
  language: "LANGUAGE",
  tablespace: "TABLESPACE",
  schema: "SCHEMA",
  table: "TABLE",
  view: "TABLE",
  "foreign-data wrapper": "FOREIGN DATA WRAPPER",
  server: "FOREIGN SERVER",
  "parameter ACL": "PARAMETER",
  "large object": "LARGE OBJECT",
};

function keptWords({ type, identity, how }: Rights["keeps"][number]): string {
  if (how === "rights") return `rights on the ${type} ${identity}`;
  if (how === "policy") return `its place in the policy ${identity}`;
  return type === "role membership"
    ? `the ${identity}, which it granted`
    : `the ${type} ${identity}, which it owns`;
}

/**
 * Returns what keeps a role from being dropped and no plan takes away. The names in the SQL are the server's own, quoted by
 * it (pg_identify_object).
 */
export function dependenciesOf({ keeps }: Pick<Rights, "keeps">, role: string): Missing[] {
  if (keeps.length === 0) return [];
  const revokes = keeps.flatMap(({ type, identity, how }) => {
    const on = REVOKED_ON[type];
    return how === "rights" && on !== undefined
      ? [`REVOKE ALL ON ${on} ${identity} FROM ${quoteIdentifier(role)};`]
      : [];
  });
  const advice = [
    ...(keeps.some(({ how }) => how === "rights")
      ? ["the role that granted the rights takes them away"]
      : []),
    ...(keeps.some(({ how }) => how === "policy")
      ? ["the owner of the table changes the policy (ALTER POLICY … TO …) or drops it"]
      : []),
    ...(keeps.some(({ how }) => how === "owns")
      ? ["a superuser hands over what it owns, and revokes what it has granted"]
      : []),
  ].join("; ");
  return [
    {
      what: `${displayName(role)} cannot be dropped because of ${listed(keeps.map(keptWords))}.`,
      who: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}. Then look again.`,
      sql: revokes.length === 0 ? null : revokes.join("\n"),
    },
  ];
}
