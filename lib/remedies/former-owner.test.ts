import { describe, expect, test } from "vitest";
import type { MembershipRow, Rights, RoleFacts } from "@/lib/rights/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, situationWith, statementsOf } from "./fixture";
import { formerOwner, keepsBy } from "./former-owner";

const tableIs = (more: Partial<Relation>) => (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  for (const table of snapshot.relations) Object.assign(table, more);
};
const appIs = (more: Partial<RoleFacts>) => (rights: Rights) => {
  for (const role of rights.roles) if (role.name === "app") Object.assign(role, more);
};
const row = (role: string, member: string, inherit: boolean): MembershipRow => ({
  role,
  member,
  grantor: "postgres",
  admin: false,
  inherit,
  set: false,
});
const keeps = (world: Parameters<typeof situationWith>[0]) => {
  const situation = situationWith(world);
  return keepsBy(situation, situation.tables).of("app");
};

describe("how a former owner keeps working", () => {
  test("is by grant, unless row security spared it as the owner and would begin to filter it", () => {
    expect(keeps({ snapshot: appOwns })).toBe("grants");
    expect(keeps({ snapshot: tableIs({ rowSecurity: true }) })).toBe("membership");
    // Under FORCE it was filtered before, and with BYPASSRLS it never is.
    expect(keeps({ snapshot: tableIs({ rowSecurity: true, forceRowSecurity: true }) })).toBe("grants");
    expect(keeps({ snapshot: tableIs({ rowSecurity: true }), rights: appIs({ bypassRls: true }) })).toBe(
      "grants",
    );
  });

  test("is as the admin chose, whatever row security says; a superuser needs neither", () => {
    const snapshot = tableIs({ rowSecurity: true });
    expect(keeps({ snapshot, choices: { formerOwner: "grants" } })).toBe("grants");
    expect(keeps({ snapshot: appOwns, choices: { formerOwner: "membership" } })).toBe("membership");
    const rights = appIs({ superuser: true });
    expect(keeps({ snapshot, rights, choices: { formerOwner: "membership" } })).toBe("superuser");
  });
});

describe("the membership", () => {
  const snapshot = tableIs({ rowSecurity: true });

  test("lets it inherit and become, so that row security spares it and its migrations go on", () => {
    expect(statementsOf(formerOwner, { snapshot })).toEqual([
      `GRANT "electric" TO "app" WITH INHERIT TRUE, SET TRUE`,
    ]);
    expect(statementsOf(formerOwner, { snapshot: appOwns })).toEqual([]);
    expect(statementsOf(formerOwner, { snapshot, target: { strategy: "member" } })).toEqual([]);
  });

  test("is not made twice, and one that does not inherit is not enough", () => {
    const there = (inherit: boolean) => (rights: Rights) =>
      void rights.memberships.push(row("electric", "app", inherit));
    expect(statementsOf(formerOwner, { snapshot, rights: there(true) })).toEqual([]);
    expect(statementsOf(formerOwner, { snapshot, rights: there(false) })).toHaveLength(1);
  });

  test("is once for an owner of many tables", () => {
    const many = (seen: ReachedSnapshot) => {
      snapshot(seen);
      seen.relations.push(...seen.relations.map((table) => ({ ...table, oid: 2, name: "items" })));
    };
    expect(statementsOf(formerOwner, { snapshot: many })).toHaveLength(1);
  });

  test("that would run in a circle is said beforehand", () => {
    const { missing } = contributed(formerOwner, {
      snapshot,
      rights: (rights) => void rights.memberships.push(row("app", "electric", false)),
    });
    expect(missing?.map(({ what }) => what)).toEqual([expect.stringContaining("circle")]);
  });

  test("that gives nothing by itself is said beforehand: up to 15 a role with NOINHERIT has none of it", () => {
    const on = (versionNum: number) => (seen: ReachedSnapshot) => {
      snapshot(seen);
      seen.server.versionNum = versionNum;
    };
    const rights = appIs({ inherit: false });
    const missing = (versionNum: number) =>
      contributed(formerOwner, { snapshot: on(versionNum), rights }).missing?.map(({ what }) => what);
    expect(missing(150_000)).toEqual([expect.stringContaining("NOINHERIT")]);
    expect(missing(160_000)).toEqual([]);
  });
});
