import { describe, expect, test } from "vitest";
import { STRATEGIES } from "@/lib/target/schema";
import { MAJORS, type Major } from "@/server/embedded/binaries";
import type { Broken } from "./testing/broken";
import { runCase } from "./testing/case";
import type { Making } from "./testing/making";
import { ODD_KINDS, oddRelation, type OddKind } from "./testing/odd-relations";
import { randomFrom } from "./testing/random";

/** One ordinary table of the application beside one relation of an odd kind. */
function besideOrdinary(major: Major, kind: OddKind): Broken {
  const making: Making = {
    random: randomFrom(1),
    major,
    name: (base) => base,
    plain: false,
    electric: "electric",
    electricIs: "missing",
    apps: ["app", "billing"],
    reader: "reader",
    second: "second",
    schema: "shop",
    other: "archive",
    sql: [
      "CREATE ROLE app LOGIN",
      "CREATE ROLE billing LOGIN",
      "CREATE SCHEMA shop AUTHORIZATION app",
      "GRANT USAGE ON SCHEMA shop TO billing",
      "CREATE TABLE shop.items (id int PRIMARY KEY)",
      "ALTER TABLE shop.items OWNER TO app",
    ],
    faults: [],
    tables: [],
    jobs: {
      app: [{ label: "items", steps: ["INSERT INTO shop.items VALUES (1)", "UPDATE shop.items SET id = 2"] }],
    },
  };
  oddRelation(making, kind);
  return {
    name: kind.name,
    sql: making.sql,
    target: { scope: { kind: "schemas", schemas: ["shop"] }, environment: "development" },
    apps: making.apps,
    jobs: making.jobs,
  };
}

/** The versions take turns; the matrix has each kind on every version. */
const cases = ODD_KINDS.flatMap((kind, turn) =>
  STRATEGIES.flatMap((strategy, at) => {
    const known = MAJORS.filter((version) => version >= kind.from);
    const major = known[(turn + at) % known.length];
    // Membership in a role with the server's power would hand the server over, so a plan refuses it.
    const outcome = strategy === "member" && kind.name === "table of a superuser" ? "said" : "applied";
    return major === undefined ? [] : [{ kind, major, strategy, outcome, name: kind.name }];
  }),
);

describe("a relation that a plan leaves out", () => {
  test.for(cases)(
    "$name on Postgres $major, strategy $strategy: the plan is $outcome, its promises kept and undone where it is applied",
    async ({ kind, major, strategy, outcome }) => {
      const broken = besideOrdinary(major, kind);
      const had = await runCase({
        major,
        admin: "superuser",
        strategy,
        broken,
        choices: {},
        cleans: false,
      });
      expect(had).toMatchObject({ kind: outcome });
    },
  );
});
