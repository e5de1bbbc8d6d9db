import { NEEDED } from "@/lib/electric/catalogues";
import { count, example } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";
import { grantTo } from "./privileges";
import { actsAs } from "./set-role";
import type { Situation } from "./situation";

const CHECK = "role.catalogues";

/** Returns a function's name and how many arguments it takes, of its name as GRANT takes it. */
function calledAs(signature: string): { name: string; takes: number } {
  const [name = "", list = ""] = signature.slice(0, -1).split("(");
  return { name, takes: list === "" ? 0 : list.split(",").length };
}

/** The functions of pg_catalog that are closed to Electric; no two of those that it needs differ by their types alone. */
function closedRoutines({ snapshot, rights }: Situation) {
  const closed = (snapshot.role?.closed ?? [])
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => calledAs(name));
  return rights.others.flatMap(({ type, schema, name, arguments: types = [] }) =>
    type === "routine" &&
    schema === "pg_catalog" &&
    closed.some((one) => one.name === name && one.takes === types.length)
      ? [{ type: "routine" as const, schema, name, arguments: types }]
      : [],
  );
}

/** Lets Electric's role call what was taken from PUBLIC. Catalogues themselves are a superuser's to open, by the check's statement. */
export const grantCatalogues = defineRemedy({
  id: "privileges.catalogues",
  title: "Grant Electric's role access to the catalogues",
  fixes: [CHECK],
  plan(situation) {
    const { role } = situation.snapshot;
    const relations = (role?.closed ?? []).filter(({ kind }) => kind === "relation");
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
    const isNeeded = routines.some(({ name }) =>
      NEEDED.some(
        (needed) => needed.fatal && needed.kind === "function" && calledAs(needed.name).name === name,
      ),
    );
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
