import { describe, expect, test } from "vitest";
import type { MembershipRow, Rights } from "@/lib/privileges/schema";
import { aRoleFacts } from "@/lib/privileges/fixture";
import { appOwns, contributed, statementsOf } from "./fixture";
import { cleanUp } from "./clean-up";
import { formerOwner } from "./former-owner";
import { transfer } from "./transfer";

const row = (role: string, member: string, more: Partial<MembershipRow> = {}): MembershipRow => ({
  role,
  member,
  grantor: "postgres",
  admin: false,
  inherit: false,
  set: false,
  ...more,
});
const feeding =
  (owner: string, memberships: MembershipRow[] = [], tables = [16401]) =>
  (rights: Rights) => {
    rights.roles.push({ ...aRoleFacts, name: "keeper" });
    rights.memberships.push(...memberships);
    rights.ownerWork = { ...rights.ownerWork, subscriptions: [{ name: "feed", owner, tables }] };
  };
const statements = (rights: (rights: Rights) => void, snapshot = appOwns) =>
  statementsOf(formerOwner, { snapshot, rights, choices: { formerOwner: "membership" } });
const MEMBER = `GRANT "electric" TO "keeper" WITH INHERIT FALSE, SET TRUE`;
const APP = `GRANT "electric" TO "app" WITH INHERIT TRUE, SET FALSE`;

describe("the owner of a subscription that writes into tables that change hands", () => {
  test("becomes a member of Electric's role, once, whatever it was of the former owner", () => {
    expect(statements(feeding("keeper"))).toEqual([APP, MEMBER]);
    expect(statements(feeding("keeper", [row("app", "keeper", { set: true })]))).toEqual([APP, MEMBER]);
    expect(statements(feeding("keeper", [], [9]))).toEqual([APP]);
  });

  test("needs nothing where it may become it already: a superuser, a member that may, the role itself", () => {
    expect(statements(feeding("postgres"))).toEqual([APP]);
    expect(statements(feeding("electric"))).toEqual([APP]);
    expect(statements(feeding("keeper", [row("electric", "keeper", { set: true })]))).toEqual([APP]);
  });

  test("has its grant widened where that does not let it become the role", () => {
    expect(statements(feeding("keeper", [row("electric", "keeper", { inherit: true })]))).toEqual([
      APP,
      `GRANT "electric" TO "keeper" WITH INHERIT TRUE, SET TRUE GRANTED BY "postgres"`,
    ]);
  });

  test("that is a former owner too gets both in one membership", () => {
    expect(statements(feeding("app"))).toEqual([`GRANT "electric" TO "app" WITH INHERIT TRUE, SET TRUE`]);
  });

  test("is not joined by default where that would open anything: the tables stay, with the reason", () => {
    const world = { snapshot: appOwns, rights: feeding("keeper") };
    expect(statementsOf(formerOwner, world)).toEqual([]);
    expect(statementsOf(transfer, world)).toEqual([]);
    expect(contributed(transfer, world).leaves).toEqual([
      {
        check: "tables.ownership",
        why: expect.stringMatching(
          /^public\.orders stays with app: the subscription feed writes into it .* it would open REPLICATION/,
        ),
      },
    ]);
    // Who replicates anyway gains nothing of another role.
    const replicates = (rights: Rights) => {
      world.rights(rights);
      for (const role of rights.roles) if (role.name === "keeper") role.replication = true;
      rights.ownerWork.subscriptions = [{ name: "feed", owner: "app", tables: [16401] }];
      for (const role of rights.roles) if (role.name === "app") role.replication = true;
    };
    expect(statementsOf(formerOwner, { snapshot: appOwns, rights: replicates })).toEqual([
      `GRANT "electric" TO "app" WITH INHERIT FALSE, SET TRUE`,
    ]);
  });

  test("is missing where the membership would run in a circle, with the other ways", () => {
    const rights = feeding("keeper", [row("keeper", "electric")]);
    const choices = { formerOwner: "membership" as const };
    expect(contributed(formerOwner, { snapshot: appOwns, rights, choices }).missing).toEqual([
      {
        what: "keeper owns a subscription that writes into these tables, and could not become electric for it: electric is a member of keeper, and memberships cannot run in a circle.",
        who: "A role that may revoke keeper from electric, or the owner of the subscription with ALTER SUBSCRIPTION … SET (run_as_owner = true), or choose the strategy “member” or “manual”.",
        sql: null,
      },
    ]);
  });
});

describe("a subscription that writes into tables that are handed back", () => {
  const missing = (owner: string, memberships: MembershipRow[] = [], tables?: number[]) =>
    contributed(cleanUp, {
      wanted: { kind: "clean-up" },
      choices: { handTo: "app" },
      rights: feeding(owner, memberships, tables),
    }).missing;

  test("would stop where its owner could not become theirs: that is missing, with both ways out", () => {
    expect(missing("keeper")).toEqual([
      {
        what: "The subscription feed writes into 1 table with the rights of their owner, which will be app, and keeper, which owns it, could not become that role.",
        who: "A role that may grant app makes keeper a member, or the owner of the subscription lets it write with its own rights.",
        sql: 'GRANT "app" TO "keeper" WITH INHERIT FALSE, SET TRUE;\n-- or:\nALTER SUBSCRIPTION "feed" SET (run_as_owner = true);',
        rule: "headroom",
      },
    ]);
    expect(missing("keeper", [row("app", "keeper", { inherit: true })])).toHaveLength(1);
  });

  test("goes on where its owner is theirs, may become it, or writes into other tables", () => {
    expect(missing("app")).toEqual([]);
    expect(missing("postgres")).toEqual([]);
    expect(missing("keeper", [row("app", "keeper", { set: true })])).toEqual([]);
    expect(missing("keeper", [], [9])).toEqual([]);
  });
});
