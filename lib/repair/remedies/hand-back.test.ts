import { sqlOf } from "@/lib/repair/changes/operations";
import { describe, expect, test } from "vitest";
import { ownerPrivileges } from "@/lib/privileges/acl";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { AclItem, Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { situationWith } from "./fixture";
import { handBack } from "./hand-back";

const ALL = ownerPrivileges("table", 170_000);
const item = (grantee: string, privileges = ALL): AclItem => ({
  grantee,
  grantor: "electric",
  privileges,
  grantable: [],
});
const member = (name: string) => ({
  role: "electric",
  member: name,
  grantor: "postgres",
  admin: false,
  inherit: true,
  set: true,
});
type Owned = { acl?: AclItem[]; members?: string[]; secured?: boolean; handTo?: string; others?: string[] };

/** Electric's role owns the one table; `others` own a table each beside it. */
function world({ acl, members = [], secured = false, handTo, others = [] }: Owned) {
  return situationWith({
    wanted: { kind: "clean-up" },
    choices: handTo === undefined ? {} : { handTo },
    snapshot: (snapshot: ReachedSnapshot) => {
      snapshot.relations = [
        { ...aTable, owner: "electric", rowSecurity: secured },
        ...others.map((owner, at) => ({ ...aTable, oid: 17_000 + at, name: `other${at}`, owner })),
      ];
    },
    rights: (rights: Rights) => {
      for (const table of rights.tables) table.acl = acl ? [item("electric"), ...acl] : null;
      rights.roles.push({ ...aRoleFacts, name: "lead" }, { ...aRoleFacts, name: "reader" });
      rights.memberships = members.map(member);
      rights.schemas = [];
    },
  });
}
const sqlIn = (owned: Owned) =>
  handBack(world(owned)).drafts.flatMap(({ changes }) => changes.map((change) => sqlOf(change, 170_004)));
const newOwner = (owned: Owned) => sqlIn(owned).find((sql) => sql.startsWith("ALTER TABLE"));
const to = (name: string) => `ALTER TABLE ONLY "public"."orders" OWNER TO "${name}"`.replace(" ONLY", "");

describe("the tables of Electric's role", () => {
  test("go back to who holds by grant all that an owner has", () => {
    expect(newOwner({ acl: [item("reader", ["SELECT"]), item("app")] })).toBe(to("app"));
  });

  test("go back to a former owner that had revoked something from itself, and to nobody who merely reads", () => {
    const some = ["INSERT", "REFERENCES", "TRIGGER", "TRUNCATE", "UPDATE"];
    const owned = (...acl: AclItem[]) =>
      handBack(
        situationWith({
          wanted: { kind: "clean-up" },
          snapshot: (snapshot) => void (snapshot.relations = [{ ...aTable, owner: "electric" }]),
          rights: (rights) => {
            for (const table of rights.tables) table.acl = acl;
          },
        }),
      ).consequences;
    expect(owned(item("electric", [...some, "SELECT"]), item("app", some))).toEqual([
      "app owns 1 table more.",
    ]);
    expect(owned(item("electric", ["SELECT"]), item("app", ["SELECT"]))).toEqual([
      "postgres owns 1 table more.",
    ]);
  });

  test("are looked up by the new owner: a schema that is closed to it is opened", () => {
    const closed = (owner: string, acl: AclItem[]) =>
      handBack(
        situationWith({
          wanted: { kind: "clean-up" },
          choices: { handTo: "app" },
          snapshot: (snapshot) => void (snapshot.relations = [{ ...aTable, owner: "electric" }]),
          rights: (rights) => void (rights.schemas = [{ name: "public", owner, acl }]),
        }),
      ).drafts.map(({ says }) => says);
    expect(closed("electric", [])[0]).toMatch(/^Let app look things up in public: foreign keys/);
    expect(closed("app", [])[0]).not.toContain("look things up");
    expect(closed("electric", [item("app", ["USAGE"])])[0]).not.toContain("look things up");
  });

  test("go back to who is a member of Electric's role", () => {
    expect(newOwner({ members: ["lead"] })).toBe(to("lead"));
  });

  test("go, where several could be meant, to who owns most of the other tables", () => {
    expect(newOwner({ members: ["app", "lead"], others: ["lead"] })).toBe(to("lead"));
    expect(newOwner({ acl: [item("app"), item("lead")], others: ["lead"] })).toBe(to("lead"));
  });

  test("go to who runs it where nobody is left, and to whom was chosen whatever the catalogues say", () => {
    expect(newOwner({})).toBe(to("postgres"));
    expect(newOwner({ acl: [item("app")], members: ["lead"], handTo: "reader" })).toBe(to("reader"));
  });
});

describe("who worked with them as a member of Electric's role", () => {
  test("goes on by grant where it is not the new owner, with nothing granted that it holds already", () => {
    const sql = sqlIn({ acl: [item("app"), item("lead", ["SELECT"])], members: ["app", "lead"] });
    expect(sql.filter((one) => one.startsWith("GRANT"))).toEqual([
      `GRANT DELETE, INSERT, MAINTAIN, REFERENCES, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."orders" TO "lead"`,
    ]);
  });

  test("is told where row security begins to filter it", () => {
    const secured = handBack(world({ members: ["app", "lead"], secured: true, handTo: "app" }));
    expect(secured.consequences.join("\n")).toContain(
      "Row security begins to filter lead on public.orders: a grant does not spare as ownership did.",
    );
    const open = handBack(world({ members: ["app", "lead"], handTo: "app" }));
    expect(open.consequences.join("\n")).not.toContain("Row security");
  });

  test("needs nothing as a member of the new owner too", () => {
    const situation = world({ members: ["app", "lead"], handTo: "app" });
    situation.rights.memberships.push({ ...member("lead"), role: "app" });
    const again = situationWith({
      wanted: { kind: "clean-up" },
      choices: { handTo: "app" },
      snapshot: (snapshot) => void (snapshot.relations = situation.snapshot.relations),
      rights: (rights) => void Object.assign(rights, situation.rights),
    });
    expect(handBack(again).consequences).toEqual(["app owns 1 table more."]);
  });
});
