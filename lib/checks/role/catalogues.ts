import { catalogueGrant, catalogueObject, NEEDED } from "@/lib/electric/catalogues";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { effectiveRole } from "@/lib/target/effective-role";
import { defineCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";
import { count, example } from "@/lib/text/words";
import { noRoleYet } from "./absent";

export const roleCatalogues = defineCheck({
  id: "role.catalogues",
  title: "Electric's role may call and read what Electric needs of Postgres",
  why: "Every role may call these functions and read these catalogues unless the right was taken from PUBLIC. Electric then retries or waits without end, or answers every shape with an error, and its health tells no reason.",
  source:
    "Electric 1.7.12, connection_setup.ex 81-313, configuration.ex 46-354, direct_inspector.ex, snapshot_query.ex 56-98, manager.ex 1272-1384; observed on PostgreSQL 17",
  worst: "fail",
  act: { says: (role) => `Grant catalogue access to role ${role}` },
  foretells: ["rights", "take lock"],
  judge(snapshot, target) {
    const { role } = snapshot;
    if (role === null) return noRoleYet(target);
    const acts = effectiveRole(snapshot, target);
    const name = displayName(acts);
    const closed = NEEDED.filter((needed) =>
      role.closed.some(({ kind, name: called }) => kind === needed.kind && called === needed.name),
    );
    if (closed.length === 0)
      return pass(
        `${name} may use the ${count(NEEDED.length, "function and catalogue", "functions and catalogues")} that Electric needs.`,
      );
    const to = quoteIdentifier(acts);
    const grants = closed.map((one) => catalogueGrant(one, to));
    const ways: Way[] = [
      {
        says: "Grant it as a superuser, to Electric's role alone; it holds from the next statement on. A restore or an upgrade of the server may close it again.",
        sql: grants.join("\n"),
      },
    ];
    const fatal = closed.filter((one) => one.fatal);
    const told = fatal.length > 0 ? fatal : closed;
    const effects = [...new Set(told.map(({ effect }) => effect))];
    const [schema] = told.filter(({ kind }) => kind === "schema");
    const within = told.filter(({ kind }) => kind !== "schema");
    const lacks = [
      ...(schema === undefined ? [] : [`the schema ${schema.name}`]),
      ...(within.length === 0
        ? []
        : [
            `${example(
              within.map((one) => one.name),
              "function or catalogue",
              "functions and catalogues",
            )} of pg_catalog`,
          ]),
    ];
    const finding = {
      found: `${name} may not use ${lacks.join(", and ")}: ${effects.join("; ")}`,
      needed: "USAGE on pg_catalog, EXECUTE on the functions and SELECT on the catalogues that Electric uses",
      objects: closed.map(catalogueObject),
      ways,
    };
    return fatal.length > 0 ? fail(finding) : warn(finding);
  },
});
