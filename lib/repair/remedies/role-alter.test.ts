import { describe, expect, test } from "vitest";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights, RoleFacts } from "@/lib/privileges/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { roleAlter } from "./role-alter";

type Attributes = Partial<Pick<ElectricRole & RoleFacts, keyof ElectricRole & keyof RoleFacts>>;

/** Electric's role with these attributes, as the snapshot and the rights both see it. */
const role = (attributes: Attributes, change: (snapshot: ReachedSnapshot) => void = () => {}) => ({
  snapshot(snapshot: ReachedSnapshot) {
    if (snapshot.role) Object.assign(snapshot.role, attributes);
    change(snapshot);
  },
  rights({ roles }: Rights) {
    for (const one of roles) if (one.name === "electric") Object.assign(one, attributes);
  },
});
const alter = (attributes: string) => [`ALTER ROLE "electric" WITH ${attributes}`];

describe("a role that is there", () => {
  test("gets only what it lacks, in one statement", () => {
    expect(statementsOf(roleAlter, role({ replication: false, canLogin: false }))).toEqual(
      alter("LOGIN REPLICATION"),
    );
    expect(statementsOf(roleAlter)).toEqual([]);
    expect(statementsOf(roleAlter, { snapshot: noRole, rights: withoutElectric })).toEqual([]);
  });

  test("may log in for ever once its time was over", () => {
    const world = role({ validUntil: "2020-01-01T00:00:00.000000Z" });
    expect(statementsOf(roleAlter, world)).toEqual(alter("VALID UNTIL 'infinity'"));
    expect(contributed(roleAlter, world).fixes).toEqual(["role.login"]);
  });

  test("needs none of it as a superuser", () => {
    expect(statementsOf(roleAlter, role({ superuser: true, replication: false }))).toEqual([]);
  });
});

describe("the limit of connections", () => {
  test("is raised to what a deploy takes, others beside Electric, and some to spare", () => {
    expect(statementsOf(roleAlter, role({ connectionLimit: 5 }))).toEqual(alter("CONNECTION LIMIT 29"));
    expect(contributed(roleAlter, role({ connectionLimit: 5 })).drafts[0]?.says).toContain(
      "may open 29 connections (24 for Electric during a deploy and 5 to spare)",
    );
  });

  test("stays where it is enough, and is never lowered", () => {
    expect(statementsOf(roleAlter, role({ connectionLimit: 500 }))).toEqual([]);
    expect(statementsOf(roleAlter, role({ connectionLimit: null }))).toEqual([]);
  });
});

describe("REPLICATION", () => {
  test("comes by the provider's own group, without touching the attribute", () => {
    const world = role({ replication: false }, ({ connection }) => void (connection.provider = "rds"));
    const rights = (all: Rights) => {
      world.rights(all);
      all.roles.push({ ...aRoleFacts, name: "rds_replication" });
    };
    expect(statementsOf(roleAlter, { ...world, rights })).toEqual([
      `GRANT "rds_replication" TO "electric" WITH INHERIT TRUE, SET TRUE`,
    ]);
    expect(contributed(roleAlter, { ...world, rights }).fixes).toEqual(["role.replication"]);
  });

  test("that comes through a group already is enough", () => {
    const through = role({ replication: false }, (snapshot) => {
      if (snapshot.role) snapshot.role.replicationThrough = "rds_replication";
    });
    expect(statementsOf(roleAlter, through)).toEqual([]);
  });
});

describe("row security", () => {
  const secured = (force: boolean) => (snapshot: ReachedSnapshot) => {
    appOwns(snapshot);
    for (const table of snapshot.relations)
      Object.assign(table, { rowSecurity: true, forceRowSecurity: force });
  };

  test("is passed by where it would filter what the plan leaves, and not given twice", () => {
    expect(statementsOf(roleAlter, role({}, secured(true)))).toEqual(alter("BYPASSRLS"));
    expect(statementsOf(roleAlter, { ...role({}, secured(false)), target: { strategy: "manual" } })).toEqual(
      alter("BYPASSRLS"),
    );
    expect(statementsOf(roleAlter, role({ bypassRls: true }, secured(true)))).toEqual([]);
  });

  test("is left to ownership by who may not give BYPASSRLS", () => {
    const world = role({}, secured(false));
    const rights = (all: Rights) => void (all.admin = "app");
    expect(statementsOf(roleAlter, { ...world, rights })).toEqual([]);
    expect(statementsOf(roleAlter, { ...role({}, secured(true)), rights })).toEqual(alter("BYPASSRLS"));
  });
});

test("up to 15 a member has to inherit by its own attribute; from 16 on each membership says it", () => {
  const on = (versionNum: number) =>
    role({ inherit: false }, (snapshot) => {
      appOwns(snapshot);
      snapshot.server.versionNum = versionNum;
    });
  const member = { target: { strategy: "member" as const } };
  expect(statementsOf(roleAlter, { ...on(150_000), ...member })).toEqual(alter("INHERIT"));
  expect(contributed(roleAlter, { ...on(150_000), ...member }).fixes).toEqual([]);
  expect(statementsOf(roleAlter, { ...on(160_000), ...member })).toEqual([]);
  expect(statementsOf(roleAlter, on(150_000))).toEqual([]);
});
