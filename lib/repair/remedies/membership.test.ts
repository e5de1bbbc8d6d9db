import { describe, expect, test } from "vitest";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { MembershipRow, Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import { membership } from "./membership";

const member = { target: { strategy: "member" as const }, snapshot: appOwns };
const on = (versionNum: number) => (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  snapshot.server.versionNum = versionNum;
};
const row = (role: string, of: string, options: Partial<MembershipRow> = {}): MembershipRow => ({
  role,
  member: of,
  grantor: "lead",
  admin: false,
  inherit: false,
  set: true,
  ...options,
});
const withRow = (added: MembershipRow) => (rights: Rights) => void rights.memberships.push(added);
/** A role with ADMIN OPTION on the owner runs it. */
const managed = (rights: Rights) => {
  rights.admin = "admin";
  rights.roles.push({ ...aRoleFacts, name: "admin", createRole: true });
  rights.memberships.push(row("app", "admin", { admin: true }));
};

test("takes no table from its owner, and does not let Electric become it from 16 on", () => {
  expect(statementsOf(membership, member)).toEqual([
    `GRANT "app" TO "electric" WITH INHERIT TRUE, SET FALSE`,
  ]);
  expect(statementsOf(membership, { ...member, snapshot: on(140_000) })).toEqual([
    `GRANT "app" TO "electric"`,
  ]);
});

test("is for its own strategy, and not needed where Electric's role inherits already", () => {
  expect(statementsOf(membership, { snapshot: appOwns })).toEqual([]);
  expect(
    statementsOf(membership, { ...member, rights: withRow(row("app", "electric", { inherit: true })) }),
  ).toEqual([]);
});

describe("a membership that is there without inheriting", () => {
  test("is altered by a superuser in the name of who gave it, with the rest of it as it was", () => {
    const world = { ...member, rights: withRow(row("app", "electric", { admin: true })) };
    expect(statementsOf(membership, world)).toEqual([
      `GRANT "app" TO "electric" WITH ADMIN TRUE, INHERIT TRUE, SET TRUE GRANTED BY "lead"`,
    ]);
    expect(contributed(membership, world).drafts[0]?.changes[0]).toMatchObject({
      from: { admin: true, inherit: false, set: true },
    });
  });

  test("stays as it is where somebody else gave it, beside one of the runner's own", () => {
    const rights = (all: Rights) => {
      managed(all);
      all.memberships.push(row("app", "electric"));
    };
    expect(statementsOf(membership, { ...member, snapshot: on(160_000), rights })).toEqual([
      `GRANT "app" TO "electric" WITH INHERIT TRUE, SET FALSE`,
    ]);
    // Below 16 there is one row for all grantors.
    const { drafts } = contributed(membership, { ...member, snapshot: on(150_000), rights });
    expect(drafts[0]?.changes).toMatchObject([{ grantor: null, from: { set: true } }]);
  });
});

describe("who only may make tables there", () => {
  const cron = (snapshot: ReachedSnapshot) => {
    appOwns(snapshot);
    for (const schema of snapshot.schemas) schema.creators = ["app", "cron"];
  };
  const cronIs = (change: (rights: Rights) => void) => (rights: Rights) => {
    rights.roles.push({ ...aRoleFacts, name: "cron" });
    change(rights);
  };

  test("is joined as well, and said to own nothing yet", () => {
    const world = { ...member, snapshot: cron, rights: cronIs(() => {}) };
    expect(statementsOf(membership, world)).toHaveLength(2);
    expect(contributed(membership, world).consequences?.join()).toContain(
      "cron owns no table of the target yet",
    );
    expect(contributed(membership, world).fixes).toContain("role.future_tables");
  });

  test("is left where it cannot be joined, and then future tables are not promised", () => {
    const { drafts, fixes, leaves, missing } = contributed(membership, {
      ...member,
      snapshot: cron,
      rights: cronIs(managed),
    });
    expect(drafts.flatMap(({ changes }) => changes)).toHaveLength(1);
    expect(fixes).toEqual(["tables.ownership"]);
    expect(leaves).toMatchObject([{ check: "role.future_tables", why: expect.stringMatching(/^cron /) }]);
    expect(missing).toEqual([]);
  });

  test("is not joined where it runs this itself: up to 14 it could, only to be covered tomorrow", () => {
    const itself = cronIs((rights) => {
      rights.admin = "cron";
      for (const role of rights.roles) if (role.name === "cron") role.createRole = true;
    });
    const old = (snapshot: ReachedSnapshot) => {
      cron(snapshot);
      snapshot.server.versionNum = 140_000;
    };
    const { drafts, leaves } = contributed(membership, { ...member, snapshot: old, rights: itself });
    expect(drafts[0]?.changes).toMatchObject([{ role: "app" }]);
    expect(leaves).toHaveLength(1);
  });

  test("does not matter where the target is a list of tables", () => {
    const tables = [{ schema: "public", name: "orders" }];
    const target = { ...member.target, scope: { kind: "tables" as const, tables } };
    expect(statementsOf(membership, { ...member, target, snapshot: cron, rights: cronIs(() => {}) })).toEqual(
      [`GRANT "app" TO "electric" WITH INHERIT TRUE, SET FALSE`],
    );
  });
});

describe("an owner whose members could take over the server", () => {
  const owner = (change: (rights: Rights) => void, versionNum = 170_000) =>
    contributed(membership, { ...member, snapshot: on(versionNum), rights: change });
  const appIs = (more: Partial<Rights["roles"][number]>) => (rights: Rights) =>
    void Object.assign(rights.roles.find(({ name }) => name === "app") ?? {}, more);
  const appIn = (role: string) => (rights: Rights) => {
    rights.roles.push({ ...aRoleFacts, name: role, canLogin: false });
    rights.memberships.push(row(role, "app", { inherit: true }));
  };
  const refused = (change: (rights: Rights) => void, versionNum?: number) => {
    const { drafts, fixes, missing } = owner(change, versionNum);
    return { drafts: drafts.length, fixes, what: missing?.map(({ what }) => what) };
  };
  const REFUSED = (what: string) => ({ drafts: 0, fixes: [], what: [expect.stringContaining(what)] });

  test("is not joined: a superuser, a member of one, and who acts as the server's operating-system user", () => {
    expect(refused(appIs({ superuser: true }))).toEqual(
      REFUSED("Role app is a superuser: membership would hand over the server."),
    );
    expect(refused((rights) => void rights.memberships.push(row("postgres", "app")))).toEqual(
      REFUSED("Role app is a member of postgres, a superuser"),
    );
    expect(refused(appIn("pg_execute_server_program"))).toEqual(REFUSED("which runs programs"));
    expect(refused(appIn("pg_write_server_files"))).toEqual(REFUSED("which writes files"));
    expect(refused(appIn("pg_monitor")).drafts).toBe(1);
  });

  test("has CREATEROLE up to 15, and only up to 15", () => {
    expect(refused(appIs({ createRole: true }), 150_000)).toEqual(REFUSED("has CREATEROLE"));
    expect(refused(appIs({ createRole: true }), 160_000).drafts).toBe(1);
  });

  test("is refused by a rule of Headroom's own, which leaves the ways that remain", () => {
    expect(owner(appIs({ superuser: true })).missing?.map(({ rule }) => rule)).toEqual(["headroom"]);
    expect(owner(appIs({ superuser: true })).missing?.map(({ who }) => who)).toEqual([
      "Choose the strategy “owner” or “manual”, or hand the tables of app over to an ordinary role first.",
    ]);
  });
});

describe("what stands against it", () => {
  test("is a circle: the owner is a member of Electric's role", () => {
    const { missing } = contributed(membership, { ...member, rights: withRow(row("electric", "app")) });
    expect(missing?.map(({ what }) => what)).toEqual([expect.stringContaining("cannot run in a circle")]);
    // Postgres refuses that itself.
    expect(missing?.map(({ rule }) => rule)).toEqual([undefined]);
  });

  test("is that nobody grants itself from 15 on: the way of PlanetScale is told there", () => {
    const itself = (rights: Rights) => void (rights.admin = "app");
    const there = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      snapshot.connection.provider = "planetscale";
    };
    const who = (snapshot: (snapshot: ReachedSnapshot) => void) =>
      contributed(membership, { ...member, snapshot, rights: itself }).missing?.map((one) => one.who);
    expect(who(there)).toEqual([expect.stringContaining("pscale role create")]);
    expect(who(on(150_000))).toEqual([expect.stringContaining("ADMIN OPTION on app")]);
    expect(who(on(140_000))).toEqual([]);
  });
});
