import { describe, expect, test } from "vitest";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { roleCreate } from "./role-create";

const fresh = { snapshot: noRole, rights: withoutElectric };
const VERIFIER = "SCRAM-SHA-256$4096:a$b:c";
/** At a provider, with a role of this name there. */
const at = (provider: ReachedSnapshot["connection"]["provider"], group: string) => ({
  snapshot(snapshot: ReachedSnapshot) {
    noRole(snapshot);
    snapshot.connection.provider = provider;
  },
  rights(rights: Rights) {
    withoutElectric(rights);
    rights.roles.push({ ...aRoleFacts, name: group });
  },
});
const secured = (snapshot: ReachedSnapshot) => {
  noRole(snapshot);
  appOwns(snapshot);
  for (const table of snapshot.relations) table.rowSecurity = true;
};

describe("Electric's role", () => {
  test("is made with LOGIN and REPLICATION, and with the hash of a password alone", () => {
    expect(statementsOf(roleCreate, { ...fresh, choices: { verifier: VERIFIER } })).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION PASSWORD '${VERIFIER}'`,
    ]);
  });

  test("is made without a password where none was given, and that is said", () => {
    expect(statementsOf(roleCreate, fresh)).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION`,
    ]);
    const says = (verifier: string | null) =>
      contributed(roleCreate, { ...fresh, choices: { verifier } }).drafts[0]?.says;
    expect(says(null)).toContain("gets no password yet");
    expect(says(VERIFIER)).toContain("hashed here");
    expect(says(VERIFIER)).not.toContain(VERIFIER);
  });

  test("is made once, under the name that the target has", () => {
    expect(statementsOf(roleCreate)).toEqual([]);
    expect(statementsOf(roleCreate, { ...fresh, target: { role: 'e"l' } })[0]).toContain(
      `CREATE ROLE "e""l"`,
    );
  });
});

describe("REPLICATION", () => {
  test("is the provider's own group where there is one", () => {
    expect(statementsOf(roleCreate, at("rds", "rds_replication"))).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT`,
      `GRANT "rds_replication" TO "electric" WITH INHERIT TRUE, SET TRUE`,
    ]);
  });

  test("is the attribute where the group is not there, or is of another provider", () => {
    const attribute = [`CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION`];
    expect(statementsOf(roleCreate, at("rds", "somebody"))).toEqual(attribute);
    expect(statementsOf(roleCreate, at("other", "rds_replication"))).toEqual(attribute);
    expect(statementsOf(roleCreate, at("neon", "neon_superuser"))).toEqual(attribute);
  });

  test("gets no password where the provider refuses a hashed one, and that is said beforehand", () => {
    const neon = { ...fresh, ...at("neon", "neon_superuser"), choices: { verifier: VERIFIER } };
    expect(statementsOf(roleCreate, neon).join()).not.toContain("PASSWORD");
    const { drafts, consequences } = contributed(roleCreate, neon);
    expect(drafts[0]?.says).toContain("Neon refuses hashed passwords: set it in Neon's console");
    expect(consequences?.join()).toContain("has no password yet, and Electric cannot sign in");
    const databricks = {
      ...fresh,
      ...at("databricks", "databricks_superuser"),
      choices: { verifier: VERIFIER },
    };
    expect(statementsOf(roleCreate, databricks).join()).not.toContain("PASSWORD");
    expect(contributed(roleCreate, databricks).drafts[0]?.says).toContain(
      "Databricks Lakebase refuses hashed",
    );
  });
});

describe("BYPASSRLS", () => {
  const bypass = (world: Parameters<typeof statementsOf>[1]) =>
    statementsOf(roleCreate, { rights: withoutElectric, ...world })[0]?.includes("BYPASSRLS");

  test("is given where a reader would be filtered, and where FORCE filters even an owner", () => {
    expect(bypass({ snapshot: secured, target: { strategy: "manual" } })).toBe(true);
    const forced = (snapshot: ReachedSnapshot) => {
      secured(snapshot);
      for (const table of snapshot.relations) table.forceRowSecurity = true;
    };
    const plain = (rights: Rights) => {
      withoutElectric(rights);
      rights.admin = "app";
    };
    expect(bypass({ snapshot: forced, rights: plain })).toBe(true);
    // An owner is spared, and who runs this may not give it only to be safe.
    expect(bypass({ snapshot: secured, rights: plain })).toBe(false);
  });

  test("is given to be safe by who may, on tables with row security alone", () => {
    expect(bypass({ snapshot: secured })).toBe(true);
    expect(bypass({ snapshot: noRole })).toBe(false);
    const holder = (rights: Rights) => {
      withoutElectric(rights);
      rights.admin = "admin";
      rights.roles.push({ ...aRoleFacts, name: "admin", createRole: true, bypassRls: true });
    };
    expect(bypass({ snapshot: secured, rights: holder })).toBe(true);
    const old = (snapshot: ReachedSnapshot) => {
      secured(snapshot);
      snapshot.server.versionNum = 150_000;
    };
    expect(bypass({ snapshot: old, rights: holder })).toBe(false);
  });

  test("is not needed where a policy shows a reader every row", () => {
    const shown = (snapshot: ReachedSnapshot) => {
      secured(snapshot);
      for (const table of snapshot.relations) table.policyShowsAll = true;
    };
    const rights = (all: Rights) => {
      withoutElectric(all);
      all.admin = "app";
    };
    expect(bypass({ snapshot: shown, rights, target: { strategy: "manual" } })).toBe(false);
  });
});
