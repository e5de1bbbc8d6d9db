import { NEEDED } from "@/lib/electric/catalogues";
import { count, example } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";
import { grantTo } from "@/lib/repair/changes/grant";
import { actsAs } from "./set-role";
import type { Situation } from "./situation";

const CHECK = "role.catalogues";

/** Names of types in pg_catalog that GRANT writes otherwise (PostgreSQL docs, table 8.1). */
const INTERNAL: Record<string, string> = { smallint: "int2", integer: "int4", bigint: "int8" };

/** Returns a function of pg_catalog as one text of its name and its types' own names, of its name as GRANT takes it. */
function calledAs(signature: string): string {
  const [name = "", list = ""] = signature.slice(0, -1).split("(");
  const types = list === "" ? [] : list.split(", ").map((type) => INTERNAL[type] ?? type.replaceAll('"', ""));
  return [name, ...types].join(" ");
}

/** Returns the same text of a routine. */
const routineText = ({ name, arguments: types }: { name: string; arguments: { name: string }[] }): string =>
  [name, ...types.map((type) => type.name)].join(" ");

/** Functions without which Electric does not work. */
const FATAL: ReadonlySet<string> = new Set(
  NEEDED.flatMap(({ fatal, kind, name }) => (fatal && kind === "function" ? [calledAs(name)] : [])),
);

/** The functions of pg_catalog that are closed to Electric. */
function closedRoutines({ snapshot, rights }: Situation) {
  const closed = (snapshot.role?.closed ?? [])
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => calledAs(name));
  return rights.others.flatMap(({ type, schema, name, arguments: types = [] }) => {
    if (type !== "routine" || schema !== "pg_catalog") return [];
    const routine = { type, schema, name, arguments: types };
    return closed.includes(routineText(routine)) ? [routine] : [];
  });
}

/** Lets Electric's role call what was taken from PUBLIC. Catalogues themselves are a superuser's to open, by the check's statement. */
export const grantCatalogues = defineRemedy({
  id: "privileges.catalogues",
  title: "Grant Electric's role access to the catalogues",
  fixes: [CHECK],
  plan(situation) {
    const { role } = situation.snapshot;
    const relations = (role?.closed ?? []).filter(({ kind }) => kind !== "function");
    const leaves =
      relations.length === 0
        ? []
        : [
            {
              check: CHECK,
              why: `${example(
                relations.map(({ name }) => name),
                "catalogue",
              )} ${relations.length === 1 ? "stays" : "stay"} closed: a superuser opens ${relations.length === 1 ? "it" : "them"} by the statement of the check.`,
            },
          ];
    const routines = closedRoutines(situation);
    if (routines.length === 0) return { ...nothing, leaves };
    const grantee = actsAs(situation);
    const isNeeded = routines.some((routine) => FATAL.has(routineText(routine)));
    return {
      drafts: [
        {
          says: `Let ${displayName(grantee)} call ${count(routines.length, "function")} of pg_catalog that ${routines.length === 1 ? "was" : "were"} taken from PUBLIC${isNeeded ? ", without which Electric does not work" : ""}: ${example(
            routines.map(({ name }) => name),
            "function",
          )}.`,
          changes: routines.map((routine) => grantTo(grantee, routine, "EXECUTE")),
        },
      ],
      fixes: leaves.length === 0 ? [CHECK] : [],
      leaves,
    };
  },
});
