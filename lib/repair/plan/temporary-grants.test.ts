import { inverse, sqlOf } from "@/lib/repair/changes/operations";
import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { grantTemporarily } from "./temporary-grants";

const TABLE = { schema: "public", name: "orders" };
const transfer: Change = { kind: "table owner", table: TABLE, from: "app", to: "electric" };
const full: Change = { kind: "replica identity", table: TABLE, from: "default", to: "full" };

const admin = (more: object = {}) => ({
  ...aRoleFacts,
  name: "admin",
  createRole: true,
  replication: true,
  ...more,
});
const adminOf = (role: string) => ({
  role,
  member: "admin",
  grantor: "postgres",
  admin: true,
  inherit: false,
  set: false,
});

function rightsOf(change: (rights: Rights) => void = () => {}): Rights {
  return rightsWith((rights) => {
    rights.admin = "admin";
    rights.roles.push(admin());
    rights.database.owner = "admin";
    change(rights);
  });
}

const snapshotOf = (versionNum: number) =>
  snapshotWith((seen) => {
    seen.server.versionNum = versionNum;
    seen.relations = [{ ...aTable, owner: "app" }];
  });

function temporary(changes: Change[], rights: Rights, versionNum = 170_000) {
  const { enable, missing } = grantTemporarily(changes, snapshotOf(versionNum), rights);
  return {
    enable: enable.map((change) => sqlOf(change, versionNum)),
    missing: missing.map(({ what }) => what),
  };
}

test("a superuser needs no temporary grant and lacks nothing", () => {
  const rights = rightsOf((all) => void (all.admin = "postgres"));
  expect(temporary([transfer, full], rights)).toEqual({ enable: [], missing: [] });
});

describe("who has ADMIN OPTION", () => {
  const rights = rightsOf((all) => void all.memberships.push(adminOf("app"), adminOf("electric")));

  test("inherits from the old owner, becomes the new one, and lets it create, for as long as the plan runs", () => {
    expect(temporary([transfer], rights)).toEqual({
      enable: [
        `GRANT "app" TO "admin" WITH INHERIT TRUE, SET FALSE`,
        `GRANT "electric" TO "admin" WITH INHERIT FALSE, SET TRUE`,
        `GRANT CREATE ON SCHEMA "public" TO "electric"`,
      ],
      missing: [],
    });
  });

  test("acts on a table by the rights of who owns it at that step", () => {
    const { enable } = temporary([transfer, full], rights);
    expect(enable).toContain(`GRANT "electric" TO "admin" WITH INHERIT TRUE, SET TRUE`);
  });

  test("puts a membership of its own back to what it was", () => {
    const { enable } = temporary(
      [full],
      rightsOf((all) => {
        all.memberships.push(adminOf("app"), {
          ...adminOf("app"),
          grantor: "admin",
          admin: false,
          set: true,
        });
      }),
    );
    expect(enable).toEqual([`GRANT "app" TO "admin" WITH INHERIT TRUE, SET TRUE`]);
  });
});

test("up to 15 CREATEROLE alone gives every membership", () => {
  const { enable, missing } = temporary([full], rightsOf(), 150_000);
  expect(enable).toEqual([`GRANT "app" TO "admin"`]);
  expect(missing).toEqual([]);
});

test("without ADMIN OPTION the text names who could give it, and nothing is granted", () => {
  expect(temporary([full], rightsOf())).toEqual({
    enable: [],
    missing: ["admin does not have the rights of app (needed for public.orders)."],
  });
});

test("a circle is not granted, neither one that is there nor one that the plan would make", () => {
  const circle = rightsOf((all) => {
    all.memberships.push(adminOf("app"), { ...adminOf("admin"), member: "app" });
  });
  expect(temporary([full], circle).enable).toEqual([]);
  const made: Change = {
    kind: "membership",
    role: "admin",
    member: "app",
    grantor: null,
    from: null,
    to: { admin: false, inherit: true, set: true },
  };
  expect(
    temporary(
      [made, full],
      rightsOf((all) => void all.memberships.push(adminOf("app"), adminOf("admin"))),
    ).enable,
  ).toEqual([]);
});

test("a membership that the plan makes for its runner stays when the temporary grant of the same role ends", () => {
  const keeps: Change = {
    kind: "membership",
    role: "app",
    member: "admin",
    grantor: null,
    from: null,
    to: { admin: false, inherit: false, set: true },
  };
  const rights = rightsOf((all) => void all.memberships.push(adminOf("app")));
  const { enable } = grantTemporarily([keeps, full], snapshotOf(170_000), rights, 1);
  expect(enable.map((change) => sqlOf(change, 170_000))).toEqual([
    `GRANT "app" TO "admin" WITH INHERIT TRUE, SET TRUE`,
  ]);
  const back = enable.flatMap((change) => inverse(change) ?? []);
  expect(back.map((change) => sqlOf(change, 170_000))).toEqual([
    `GRANT "app" TO "admin" WITH INHERIT FALSE, SET TRUE`,
  ]);
});

describe("roles and their attributes", () => {
  const make = (replication: boolean, bypassRls = false): Change => ({
    kind: "role",
    role: "electric2",
    from: null,
    to: { login: true, inherit: true, replication, bypassRls, connectionLimit: null, validUntil: null },
    verifier: null,
  });

  test("up to 15 only a superuser makes a role with REPLICATION", () => {
    expect(temporary([make(true)], rightsOf(), 150_000).missing).toEqual([
      "admin may not make a role with REPLICATION.",
    ]);
    expect(temporary([make(false)], rightsOf(), 150_000).missing).toEqual([]);
  });

  test("from 16 on who has the attribute and CREATEROLE gives it, and may act as what it made", () => {
    expect(temporary([make(true)], rightsOf())).toEqual({ enable: [], missing: [] });
    expect(temporary([make(true, true)], rightsOf()).missing).toEqual([
      "admin may not make a role with REPLICATION and BYPASSRLS.",
    ]);
    const handOver: Change = { kind: "publication owner", publication: "p", from: "admin", to: "electric2" };
    const publish: Change = { kind: "publication", publication: "p", from: null, to: null, allTables: false };
    const grant: Change = {
      kind: "privileges",
      on: { type: "database", name: "orders" },
      column: null,
      grantee: "electric2",
      privileges: ["CREATE"],
      grantOption: false,
      from: false,
      to: true,
    };
    expect(temporary([make(true), publish, grant, handOver], rightsOf())).toEqual({
      enable: [`GRANT "electric2" TO "admin" WITH INHERIT FALSE, SET TRUE`],
      missing: [],
    });
  });
});

describe("at a provider that lets its admins give attributes", () => {
  const made = (replication: boolean, bypassRls: boolean): Change => ({
    kind: "role",
    role: "electric2",
    from: null,
    to: { login: true, inherit: true, replication, bypassRls, connectionLimit: null, validUntil: null },
    verifier: null,
  });
  const password: Change = { kind: "password", role: "electric", verifier: "v" };
  /** An admin that is a member of a group, beside the provider's superuser or another role of that name. */
  const at = (group: string, beside: string, superuser = true) =>
    rightsOf((all) => {
      for (const role of all.roles) if (role.name === "admin") role.replication = false;
      all.roles.push({ ...aRoleFacts, name: group }, { ...aRoleFacts, name: beside, superuser });
      all.memberships.push({ ...adminOf(group), admin: false, inherit: true, set: true });
    });

  test.each([
    ["cloudsqlsuperuser", "cloudsqladmin", false],
    ["azure_pg_admin", "azuresu", false],
    ["postgres", "supabase_admin", true],
  ])(
    "a member of %s, beside %s, gives REPLICATION on every version, and BYPASSRLS: %s",
    (group, beside, bypass) => {
      const rights = at(group, beside);
      for (const major of [150_000, 170_000]) {
        expect(temporary([made(true, false)], rights, major).missing).toEqual([]);
        expect(temporary([made(true, true)], rights, major).missing).toHaveLength(bypass ? 0 : 1);
      }
      expect(temporary([password], rights, 150_000).missing).toEqual([]);
    },
  );

  test("it is what Postgres says where that superuser is none, or where the admin is no member", () => {
    const plain = at("cloudsqlsuperuser", "cloudsqladmin", false);
    expect(temporary([made(true, false)], plain).missing).toHaveLength(1);
    const stranger = at("cloudsqlsuperuser", "cloudsqladmin");
    stranger.memberships = [];
    expect(temporary([made(true, false)], stranger).missing).toHaveLength(1);
    expect(temporary([password], stranger, 150_000).missing).toHaveLength(1);
  });
});

describe("up to 15 a role with REPLICATION", () => {
  const password: Change = { kind: "password", role: "electric", verifier: "v" };
  const setting: Change = {
    kind: "role setting",
    role: "electric",
    database: null,
    name: "lock_timeout",
    from: null,
    to: "0",
  };

  test("gets its password from a superuser alone, even its own, and its settings from CREATEROLE as well", () => {
    expect(temporary([password], rightsOf(), 150_000).missing).toEqual(["admin may not alter electric."]);
    expect(temporary([{ ...password, role: "app" }], rightsOf(), 150_000).missing).toEqual([]);
    const itself = rightsOf((all) => void (all.admin = "electric"));
    expect(temporary([password], itself, 150_000).missing).toHaveLength(1);
    expect(temporary([setting], itself, 150_000).missing).toEqual([]);
    expect(temporary([setting], rightsOf(), 150_000).missing).toEqual([]);
  });

  test("is like any other from 16 on: its own password, or that of a role on which one has ADMIN OPTION", () => {
    expect(temporary([password], rightsOf(), 160_000).missing).toHaveLength(1);
    const itself = rightsOf((all) => void (all.admin = "electric"));
    expect(temporary([password], itself, 160_000).missing).toEqual([]);
    const granted = rightsOf((all) => void all.memberships.push(adminOf("electric")));
    expect(temporary([password], granted, 160_000).missing).toEqual([]);
  });

  test("may be dropped by CREATEROLE, unless it is a superuser", () => {
    const from = {
      login: true,
      inherit: true,
      replication: true,
      bypassRls: false,
      connectionLimit: null,
      validUntil: null,
    };
    const drop: Change = { kind: "role", role: "electric", from, to: null, verifier: null };
    expect(temporary([drop], rightsOf(), 150_000).missing).toEqual([]);
    const power = rightsOf(({ roles }) =>
      Object.assign(roles.find(({ name }) => name === "electric") ?? {}, { superuser: true }),
    );
    expect(temporary([drop], power, 150_000).missing).toEqual(["admin may not drop electric."]);
  });
});

test("what the owner passed on WITH GRANT OPTION may be passed on without the owner's rights", () => {
  const grant: Change = {
    kind: "privileges",
    on: { type: "table", ...TABLE },
    column: null,
    grantee: "electric",
    privileges: ["SELECT"],
    grantOption: false,
    from: false,
    to: true,
  };
  const rights = rightsOf((all) => {
    for (const table of all.tables)
      table.acl = [{ grantee: "admin", grantor: "app", privileges: ["SELECT"], grantable: ["SELECT"] }];
  });
  expect(temporary([grant], rights).missing).toEqual([]);
  expect(temporary([{ ...grant, privileges: ["SELECT", "UPDATE"] }], rights).missing).toHaveLength(1);
});

test("slots, parameters and publications of everything need what no temporary grant gives", () => {
  const slot: Change = { kind: "slot", slot: "s", from: null, to: { failover: true }, endReader: false };
  const setting: Change = {
    kind: "system setting",
    name: "wal_level",
    from: null,
    to: "logical",
    restarts: true,
  };
  const plain = rightsOf((all) => void Object.assign(all.roles.at(-1) ?? {}, { replication: false }));
  expect(temporary([slot, setting], plain).missing).toEqual([
    "admin has no REPLICATION, which the slot s takes.",
    "admin is no superuser, which ALTER SYSTEM SET wal_level takes.",
  ]);
});

describe("a REVOKE", () => {
  const take = (grantee: string): Change => ({
    kind: "privileges",
    on: { type: "table", ...TABLE },
    column: null,
    grantee,
    privileges: ["SELECT"],
    grantOption: false,
    from: true,
    to: false,
  });
  const given = (grantor: string) =>
    rightsOf((all) => {
      for (const table of all.tables)
        table.acl = [
          { grantee: "admin", grantor: "app", privileges: ["SELECT"], grantable: ["SELECT"] },
          { grantee: "electric", grantor, privileges: ["SELECT"], grantable: [] },
        ];
    });

  test("of what the runner gave itself needs no rights of the owner", () => {
    expect(temporary([take("electric")], given("admin")).missing).toEqual([]);
  });

  test("of what the owner gave needs the owner's rights, and the GRANT OPTION is not enough", () => {
    expect(temporary([take("electric")], given("app")).missing).toEqual([
      "admin may not take SELECT on public.orders, which app owns, from electric.",
    ]);
  });
});

describe("a schema that the runner may not use", () => {
  const unpublish: Change = {
    kind: "published",
    publication: "p",
    table: { schema: "archive", name: "old" },
    from: { filter: null, columns: null },
    to: null,
  };
  const closed = (change: (rights: Rights) => void = () => {}) =>
    rightsOf((all) => {
      all.schemas.push({ name: "archive", owner: "app", acl: null });
      change(all);
    });

  test("is opened by who may act as its owner, for as long as the plan runs", () => {
    const rights = closed((all) => void all.memberships.push(adminOf("app")));
    expect(temporary([unpublish], rights)).toEqual({
      enable: [
        `GRANT "app" TO "admin" WITH INHERIT TRUE, SET FALSE`,
        `GRANT USAGE ON SCHEMA "archive" TO "admin"`,
      ],
      missing: [],
    });
  });

  test("is open to who has USAGE, by PUBLIC or by a temporary grant that is there anyway", () => {
    const open = (grantee: string | null) =>
      closed((all) => {
        all.memberships.push(adminOf("app"));
        all.schemas = [
          {
            name: "archive",
            owner: "postgres",
            acl: [{ grantee, grantor: "postgres", privileges: ["USAGE"], grantable: [] }],
          },
        ];
      });
    expect(temporary([unpublish], open(null)).enable).toEqual([]);
    const full2: Change = { ...full, table: unpublish.table };
    expect(temporary([unpublish], open("reader")).missing).toEqual([
      "admin has no USAGE on the schema archive (needed for archive.old), and admin may not grant it.",
    ]);
    const known = snapshotWith((seen) => {
      seen.relations = [{ ...aTable, schema: "archive", name: "old", owner: "app" }];
    });
    const { enable, missing } = grantTemporarily([full2], known, open("app"));
    expect([enable.length, missing]).toEqual([1, []]);
  });

  test("is named beforehand where nobody at hand opens it", () => {
    expect(temporary([unpublish], closed()).missing).toEqual([
      "admin has no USAGE on the schema archive (needed for archive.old), and admin may not grant it.",
    ]);
  });
});

test("a right that is lacking for many tables is named once, with what it is for", () => {
  const tables = ["a", "b", "c", "d", "e", "f"].map((name) => ({ schema: "public", name }));
  const changes = tables.map((table): Change => ({ ...transfer, table }));
  const closed = rightsOf((all) => void (all.schemas = [{ name: "public", owner: "app", acl: [] }]));
  const all = "public.a, public.b, public.c, public.d and 2 others";
  expect(temporary(changes, closed).missing).toEqual([
    `admin does not have the rights of app (needed for ${all}).`,
    `admin cannot become electric (needed for ${all}).`,
    `electric has no CREATE on the schema public (needed for ${all}), and admin may not grant it.`,
    "admin has no USAGE on the schema public (needed for public.a), and admin may not grant it.",
  ]);
});
