import { describe, expect, test } from "vitest";
import type { MembershipRow, Rights } from "@/lib/rights/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { aRoleFacts } from "@/lib/rights/fixture";
import { appOwns, contributed, statementsOf } from "./fixture";
import { cleanUp } from "./clean-up";
import { formerOwner } from "./former-owner";

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
  statementsOf(formerOwner, { snapshot, rights });
const MEMBER = `GRANT "electric" TO "keeper" WITH INHERIT TRUE, SET TRUE`;

describe("the owner of a subscription that writes into tables that change hands", () => {
  test("becomes a member of Electric's role, once, whatever it was of the former owner", () => {
    expect(statements(feeding("keeper"))).toEqual([MEMBER]);
    expect(statements(feeding("keeper", [row("app", "keeper", { set: true })]))).toEqual([MEMBER]);
    expect(statements(feeding("keeper", [], [9]))).toEqual([]);
    expect(contributed(formerOwner, { snapshot: appOwns, rights: feeding("keeper") }).consequences).toEqual([
      "keeper may act as electric (1 membership), so electric can no longer become a member of it.",
    ]);
  });

  test("needs nothing where it may become it already: a superuser, a member that may, the role itself", () => {
    expect(statements(feeding("postgres"))).toEqual([]);
    expect(statements(feeding("electric"))).toEqual([]);
    expect(statements(feeding("keeper", [row("electric", "keeper", { set: true })]))).toEqual([]);
  });

  test("has its grant widened where that does not let it become the role", () => {
    expect(statements(feeding("keeper", [row("electric", "keeper", { inherit: true })]))).toEqual([
      `${MEMBER} GRANTED BY "postgres"`,
    ]);
  });

  test("goes through a former owner that becomes a member itself", () => {
    const secured = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      for (const table of snapshot.relations as Relation[]) table.rowSecurity = true;
    };
    const toApp = `GRANT "electric" TO "app" WITH INHERIT TRUE, SET TRUE`;
    expect(statements(feeding("app"), secured)).toEqual([toApp]);
    expect(statements(feeding("keeper", [row("app", "keeper", { set: true })]), secured)).toEqual([toApp]);
    expect(statements(feeding("keeper", [row("app", "keeper", { inherit: true })]), secured)).toEqual([
      toApp,
      MEMBER,
    ]);
  });

  test("is missing where the membership would run in a circle, with the other ways", () => {
    const rights = feeding("keeper", [row("keeper", "electric")]);
    expect(contributed(formerOwner, { snapshot: appOwns, rights }).missing).toEqual([
      {
        what: "keeper owns a subscription that writes into these tables, and could not become electric for it: electric is a member of keeper, and memberships cannot run in a circle.",
        who: "Whoever may revoke keeper from electric, or the owner of the subscription with ALTER SUBSCRIPTION … SET (run_as_owner = true), or choose the strategy “member” or “manual”.",
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
        who: "Whoever may grant app makes keeper a member, or the owner of the subscription lets it write with its own rights.",
        sql: 'GRANT "app" TO "keeper" WITH INHERIT FALSE, SET TRUE;\n-- or:\nALTER SUBSCRIPTION "feed" SET (run_as_owner = true);',
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
