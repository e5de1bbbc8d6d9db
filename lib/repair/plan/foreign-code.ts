import { namedRoutine } from "@/lib/repair/changes/words";
import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Roles } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { FunctionUse, TableFunction } from "@/lib/privileges/table-functions";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { CodeWarning } from "./event-triggers";
import type { Step } from "./schema";
import { gainsNothing } from "./trusted";

/** A function as it is used on tables that one role comes to own. */
type Running = { called: TableFunction; newOwner: string; uses: FunctionUse[] };

const WHEN: Record<Exclude<FunctionUse["runs"], "writer">, string> = {
  maintenance: "ANALYZE, autovacuum and REINDEX",
  keys: "foreign keys that compare",
  writes: "foreign keys or subscriptions that write",
  reads: "reads of the owner, as row security is forced",
};

/** Returns who owns each table that changes hands at the end of these steps, by schema and name. */
function newOwners(steps: readonly Step[]): ReadonlyMap<string, string> {
  return new Map(
    steps
      .flatMap(({ changes }) => changes)
      .flatMap((change) =>
        change.kind === "table owner"
          ? [[JSON.stringify([change.table.schema, change.table.name]), change.to] as const]
          : [],
      ),
  );
}

/** Returns each function beside each role that comes to own a table which uses it and does not own the function. */
function runningIn(
  functions: readonly TableFunction[],
  ownerOf: (table: number) => string | undefined,
): Running[] {
  return functions.flatMap((called) => {
    const byOwner = new Map<string, FunctionUse[]>();
    for (const use of called.uses) {
      const owner = ownerOf(use.table);
      if (owner === undefined || owner === called.owner) continue;
      const others = byOwner.get(owner);
      if (others === undefined) byOwner.set(owner, [use]);
      else others.push(use);
    }
    return [...byOwner].map(([newOwner, uses]) => ({ called, newOwner, uses }));
  });
}

const byOwner = (uses: readonly FunctionUse[]): FunctionUse[] => uses.filter(({ runs }) => runs !== "writer");

function lineOf({ called, newOwner, uses }: Running, nameOf: (table: number) => string): string {
  const owned = byOwner(uses);
  const place = ({ kind, name, table }: FunctionUse) =>
    `${kind}${name === "" ? "" : ` ${displayName(name)}`} of ${nameOf(table)}`;
  const when = [...new Set(owned.flatMap(({ runs }) => (runs === "writer" ? [] : [WHEN[runs]])))];
  const owner = displayName(called.owner);
  const definer = called.securityDefiner
    ? `; SECURITY DEFINER: with the rights of ${owner} as long as ${owner} leaves it so`
    : "";
  return `${namedRoutine(called)} of ${owner} as ${displayName(newOwner)}: ${example(owned.map(place), "use")} (${when.join("; ")})${definer}`;
}

const namesOf = (running: readonly Running[]): string[] => [
  ...new Set(running.map(({ called }) => namedRoutine(called))),
];

/**
 * Returns what a plan says of the functions that its tables use once they have changed hands. A function that runs with the
 * rights of a new owner, and whose own owner gains by that, has to be accepted: its owner may replace its body on any
 * day. What a superuser owns, or a role that may become the new owner anyway, is named apart and asks nothing. So is a
 * function that runs as the writer alone.
 */
export function foreignCodeWarning(
  steps: readonly Step[],
  rights: Rights,
  roles: Roles,
  { relations }: ReachedSnapshot,
): CodeWarning {
  const owners = newOwners(steps);
  if (owners.size === 0) return { acceptance: null, notes: [] };
  const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
  const ownerOf = (oid: number): string | undefined => {
    const table = byOid.get(oid);
    return table === undefined ? undefined : owners.get(JSON.stringify([table.schema, table.name]));
  };
  const nameOf = (oid: number): string => {
    const table = byOid.get(oid);
    return table === undefined ? `the table ${oid}` : displayRelation(table);
  };
  const running = runningIn(rights.tableFunctions, ownerOf);
  const asOwner = running.filter(({ uses }) => byOwner(uses).length > 0);
  const trusted = asOwner.filter(({ called, newOwner }) => gainsNothing(roles, called.owner, newOwner));
  const foreign = asOwner.filter(({ called, newOwner }) => !gainsNothing(roles, called.owner, newOwner));
  const written = running.filter(({ uses }) => byOwner(uses).length === 0);
  return {
    acceptance:
      foreign.length === 0
        ? null
        : { id: "foreign-code", ...wordsOf(foreign), objects: foreign.map((one) => lineOf(one, nameOf)) },
    notes: [...noteOf(trusted, TRUSTED), ...noteOf(written, WRITTEN)],
  };
}

function wordsOf(foreign: readonly Running[]): { what: string; says: string } {
  const functions = namesOf(foreign).length;
  const owners = listed([...new Set(foreign.map(({ called }) => displayName(called.owner)))].sort());
  const as = listed([...new Set(foreign.map(({ newOwner }) => displayName(newOwner)))].sort());
  return {
    what: `${count(functions, "function")} of ${owners} will run with the rights of ${as}, which will own the tables that use ${functions === 1 ? "it" : "them"}. ${owners} may change what ${functions === 1 ? "it does" : "they do"} at any time.`,
    says: `I accept that ${functions === 1 ? "this function" : `these ${count(functions, "function")}`} of ${owners} ${functions === 1 ? "runs" : "run"} as ${as}.`,
  };
}

const TRUSTED = (one: boolean, as: string): string =>
  `${one ? "runs" : "run"} with the rights of ${as} too, and ${one ? "its owner gains" : "their owners gain"} nothing by it: a superuser, or a role that may become ${as} anyway.`;
const WRITTEN = (one: boolean, as: string): string =>
  `${one ? "runs" : "run"} with the rights of the session that writes to these tables or reads them: as ${as} where a migration does.`;

/** One sentence for each owner: "public.touch() and public.f(text) of app run with …". */
function noteOf(running: readonly Running[], says: (one: boolean, as: string) => string): string[] {
  const owners = [...new Set(running.map(({ called }) => called.owner))].sort();
  return owners.map((owner) => {
    const theirs = running.filter(({ called }) => called.owner === owner);
    const names = namesOf(theirs);
    const as = listed([...new Set(theirs.map(({ newOwner }) => displayName(newOwner)))].sort());
    return `${listed(names)} of ${displayName(owner)} ${says(names.length === 1, as)}`;
  });
}
