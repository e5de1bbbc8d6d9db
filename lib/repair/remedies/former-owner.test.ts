import { describe, expect, test } from "vitest";
import type { Choices } from "@/lib/repair/request";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { MembershipRow, Rights, RoleFacts } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, situationWith, statementsOf } from "./fixture";
import { formerOwner } from "./former-owner";
import { transfer } from "./transfer";
import { keepsBy } from "./keeping";

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
  return keepsBy(situation).of("app");
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

  test("lets it inherit and not become, so that row security spares it and it does not replicate", () => {
    expect(statementsOf(formerOwner, { snapshot })).toEqual([
      `GRANT "electric" TO "app" WITH INHERIT TRUE, SET FALSE`,
    ]);
    // Who runs the plan has to become Electric's role to hand tables over.
    const itself = (rights: Rights) => void (rights.admin = "app");
    expect(
      statementsOf(formerOwner, { snapshot, rights: itself, choices: { formerOwner: "membership" } }),
    ).toEqual([`GRANT "electric" TO "app" WITH INHERIT TRUE, SET TRUE`]);
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
      choices: { formerOwner: "membership" },
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
      contributed(formerOwner, {
        snapshot: on(versionNum),
        rights,
        choices: { formerOwner: "membership" },
      }).missing?.map(({ what }) => what);
    expect(missing(150_000)).toEqual([expect.stringContaining("NOINHERIT")]);
    expect(missing(160_000)).toEqual([]);
  });
});

describe("a membership that would open what is not the former owner's", () => {
  const two = (versionNum: number) => (seen: ReachedSnapshot) => {
    tableIs({ rowSecurity: true })(seen);
    seen.server.versionNum = versionNum;
    seen.relations.push({
      ...aTable,
      oid: 2,
      name: "secret",
      owner: "team",
      ownerRights: false,
      published: null,
    });
  };
  const one = (versionNum: number) => (seen: ReachedSnapshot) => {
    tableIs({ rowSecurity: true })(seen);
    seen.server.versionNum = versionNum;
  };
  const team = (rights: Rights) => void rights.roles.push({ ...aRoleFacts, name: "team" });
  const of = (snapshot: (seen: ReachedSnapshot) => void, choices: Partial<Choices> = {}) => ({
    snapshot,
    rights: team,
    choices,
  });

  test("is not given: the tables that row security spares stay with their owner, and the others change hands", () => {
    const world = of(two(170_000));
    expect(statementsOf(formerOwner, world)).toEqual([]);
    const { drafts, fixes, leaves } = contributed(transfer, world);
    expect(
      drafts
        .flatMap(({ changes }) => changes)
        .flatMap((change) => (change.kind === "table owner" ? [change.table.name] : [])),
    ).toEqual(["secret"]);
    expect(fixes).toEqual([]);
    expect(leaves).toEqual([
      { check: "tables.ownership", why: expect.stringContaining("owner's rights on public.secret") },
    ]);
  });

  test("is given where the admin chose it, and is not needed where grants were chosen", () => {
    expect(statementsOf(formerOwner, of(two(170_000), { formerOwner: "membership" }))).toHaveLength(2);
    expect(statementsOf(formerOwner, of(two(170_000), { formerOwner: "grants" }))).toEqual([]);
    expect(contributed(transfer, of(two(170_000), { formerOwner: "grants" })).fixes).toEqual([
      "tables.ownership",
    ]);
  });

  test("is one that lets it become Electric's role: up to 15 every membership does, and gives REPLICATION", () => {
    expect(statementsOf(formerOwner, of(one(150_000)))).toEqual([]);
    expect(contributed(transfer, of(one(150_000))).leaves?.map(({ why }) => why)).toEqual([
      expect.stringContaining("it would open REPLICATION"),
    ]);
    expect(statementsOf(formerOwner, of(one(160_000)))).toHaveLength(1);
  });

  test("is one in a role that others gave rights to, beyond the target", () => {
    const lent = (rights: Rights) => {
      team(rights);
      const acl = [{ grantee: "electric", grantor: "team", privileges: ["SELECT"], grantable: [] }];
      rights.others.push({ type: "table", schema: "hr", name: "pay", owner: "team", acl, columns: [] });
    };
    const world = { snapshot: one(170_000), rights: lent };
    expect(contributed(transfer, world).leaves?.map(({ why }) => why)).toEqual([
      expect.stringContaining("it would open SELECT on hr.pay"),
    ]);
  });
});
