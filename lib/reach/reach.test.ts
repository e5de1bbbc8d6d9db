import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import type { MembershipRow, Rights } from "@/lib/privileges/schema";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { stateAfter } from "./apply";
import { reachChanges, roleReaches } from "./difference";
import { planReach } from "./plan";
import { powerIn } from "./power";
import { reachOf } from "./reach";
import { objectKey, reachState } from "./state";
import { itemLines, reachSentences } from "./text";

const row = (role: string, member: string, more: Partial<MembershipRow> = {}): MembershipRow => ({
  role,
  member,
  grantor: "postgres",
  admin: false,
  inherit: true,
  set: true,
  ...more,
});

/** Two owners with a table each, Electric's role with nothing, and `dev` who owns nothing. */
function world(versionNum: number, change: (rights: Rights) => void = () => {}) {
  const snapshot = snapshotWith((seen) => {
    seen.server.versionNum = versionNum;
    seen.publication = null;
    seen.relations = [
      { ...aTable, oid: 1, schema: "a", name: "items", owner: "ta", rowSecurity: true },
      { ...aTable, oid: 2, schema: "b", name: "secret", owner: "tb" },
    ];
  });
  const rights = rightsWith((all) => {
    all.roles.push(...["ta", "tb", "dev"].map((name) => ({ ...aRoleFacts, name })));
    all.tables = [1, 2].map((oid) => ({
      oid,
      acl: null,
      columns: [],
      identityIndex: null,
      rules: [],
      policies: [],
      alsoIn: [],
    }));
    change(all);
  });
  return { snapshot, rights, state: reachState(snapshot, rights, "electric") };
}

const grant = (
  role: string,
  member: string,
  options = { admin: false, inherit: true, set: true },
): Change => ({
  kind: "membership",
  role,
  member,
  grantor: null,
  from: null,
  to: options,
});
const handOver = (schema: string, name: string, from: string): Change => ({
  kind: "table owner",
  table: { schema, name },
  from,
  to: "electric",
});
const ITEMS = handOver("a", "items", "ta");
const SECRET = handOver("b", "secret", "tb");
const gainsOf = (versionNum: number, changes: Change[], role: string, change?: (rights: Rights) => void) => {
  const { state } = world(versionNum, change);
  const found = roleReaches(reachChanges(state, stateAfter(state, changes)), "electric");
  return itemLines(found.find((one) => one.role === role)?.gains ?? []);
};

describe("what a membership lets its member reach", () => {
  test("is what Electric's role gets, and from 16 on its attributes only where it may become the role", () => {
    const inherits = { admin: false, inherit: true, set: false };
    const all = [ITEMS, SECRET, grant("electric", "ta", inherits)];
    expect(gainsOf(170_000, all, "ta")).toEqual([
      "INHERIT on the role electric",
      "owner's rights on b.secret",
    ]);
    const becomes = [ITEMS, SECRET, grant("electric", "ta", { admin: false, inherit: false, set: true })];
    expect(gainsOf(170_000, becomes, "ta")).toEqual([
      "INHERIT, SET ROLE on the role electric",
      "REPLICATION",
      "owner's rights on b.secret",
    ]);
    // Below 16 every membership lets it become the role.
    expect(gainsOf(150_000, all, "ta")).toContain("REPLICATION");
  });

  test("goes through roles: SET ROLE first, then what that role inherits, and not the other way round", () => {
    const through = (inherit: boolean, set: boolean) => (rights: Rights) =>
      void rights.memberships.push(
        row("dev", "ta", { inherit, set }),
        row("electric", "dev", { inherit: set, set: inherit }),
      );
    const owns = (change: (rights: Rights) => void) =>
      gainsOf(170_000, [SECRET], "ta", change).filter((line) => line.includes("b.secret"));
    expect(owns(through(false, true))).toEqual(["owner's rights on b.secret"]);
    expect(owns(through(true, false))).toEqual([]);
  });

  test("follows the member's own INHERIT attribute up to 15", () => {
    const is = (inherit: boolean) => (rights: Rights) => {
      for (const role of rights.roles) if (role.name === "ta") role.inherit = inherit;
      rights.memberships.push(row("electric", "ta", { inherit, set: true }));
    };
    const { state } = world(150_000, is(false));
    const rights = reachOf(state)
      .get("ta")
      ?.get(JSON.stringify({ type: "role", name: "electric" }))?.rights;
    expect([...(rights ?? [])].sort()).toEqual(["INHERIT", "SET ROLE"]);
  });
});

describe("a table that changes hands", () => {
  test("leaves a former owner with what it gets back by grant; row security filters it from then on", () => {
    const { state } = world(170_000);
    const back: Change = {
      kind: "privileges",
      on: { type: "table", schema: "a", name: "items" },
      column: null,
      grantee: "ta",
      privileges: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"],
      grantOption: false,
      from: false,
      to: true,
    };
    const changes = roleReaches(reachChanges(state, stateAfter(state, [ITEMS, back])), "electric");
    expect(changes).toEqual([
      {
        role: "electric",
        electric: true,
        gains: [{ rights: ["owner's rights"], on: ["a.items"] }],
        loses: [],
      },
      {
        role: "ta",
        electric: false,
        gains: [],
        loses: [{ rights: ["owner's rights", "reads past row security"], on: ["a.items"] }],
      },
    ]);
    expect(reachSentences(changes)).toEqual([
      "electric gains owner's rights on a.items.",
      "ta loses owner's rights, reads past row security on a.items.",
      "No other role gains anything.",
    ]);
  });

  test("takes its sequences and the lists of its columns along", () => {
    const { state } = world(170_000, (all) => {
      all.sequences.push({ schema: "a", name: "items_id_seq", owner: "ta", table: 1, acl: null });
      const acl = [{ grantee: "dev", grantor: "ta", privileges: ["SELECT"], grantable: [] }];
      for (const table of all.tables) if (table.oid === 1) table.columns = [{ name: "id", acl }];
    });
    const after = stateAfter(state, [ITEMS]);
    const sequence = { type: "sequence" as const, schema: "a", name: "items_id_seq" };
    const column = { type: "column" as const, schema: "a", name: "items", column: "id" };
    expect(after.objects.get(objectKey(sequence))?.owner).toBe("electric");
    expect(after.objects.get(objectKey(column))?.owner).toBe("electric");
    expect(reachOf(after).get("dev")?.get(objectKey(column))?.rights).toEqual(new Set(["SELECT"]));
    expect(reachOf(state).get("ta")?.get(objectKey(sequence))?.rights).toContain("owner's rights");
    expect(reachOf(after).get("ta")?.get(objectKey(sequence))).toBeUndefined();
  });
});

test("a superuser, and who can become one, gains nothing by any plan", () => {
  const lead = (rights: Rights) => void rights.memberships.push(row("postgres", "dev"));
  expect(gainsOf(170_000, [ITEMS, grant("electric", "dev")], "dev", lead)).toEqual([]);
  expect(gainsOf(170_000, [grant("postgres", "dev")], "dev")).toEqual(["SUPERUSER"]);
});

test("who makes a role without being a superuser administers it from 16 on, and a step says so", () => {
  const made = (versionNum: number) => {
    const { snapshot, rights } = world(versionNum, (all) => {
      all.admin = "keeper";
      all.roles.push({ ...aRoleFacts, name: "keeper", createRole: true });
      all.roles = all.roles.filter(({ name }) => name !== "electric");
    });
    const to = {
      login: true,
      inherit: true,
      replication: true,
      bypassRls: false,
      connectionLimit: null,
      validUntil: null,
    };
    const changes: Change[] = [{ kind: "role", role: "electric", from: null, to, verifier: null }];
    return planReach([{ phase: "change", changes }], snapshot, rights, "electric").steps[0]?.opens;
  };
  expect(made(170_000)).toEqual([
    { role: "keeper", gains: [{ rights: ["ADMIN OPTION"], on: ["the role electric"] }] },
  ]);
  expect(made(150_000)).toEqual([]);
});

describe("a role that administers Electric's without using it", () => {
  const keeps = (versionNum: number, change: (rights: Rights) => void = () => {}) => {
    const { snapshot, rights } = world(versionNum, (all) => {
      all.roles.push({ ...aRoleFacts, name: "keeper" });
      all.memberships.push(row("electric", "keeper", { admin: true, inherit: false, set: false }));
      change(all);
    });
    return planReach([{ phase: "change", changes: [ITEMS] }], snapshot, rights, "electric");
  };
  const gains = [{ rights: ["owner's rights"], on: ["a.items"] }];

  test("reaches by one grant to itself what Electric's gets, and the step says so", () => {
    const { steps, reach } = keeps(170_000);
    expect(steps[0]?.opens).toEqual([{ role: "keeper", gains, byGrant: true }]);
    expect(reach.map(({ role }) => role)).toEqual(["electric", "ta"]);
  });

  test("reaches it through roles that it could join one after the other", () => {
    const { steps } = keeps(160_000, ({ roles, memberships }) => {
      roles.push({ ...aRoleFacts, name: "far" });
      memberships.push(row("keeper", "far", { admin: true, inherit: false, set: false }));
    });
    expect(steps[0]?.opens.map(({ role }) => role)).toEqual(["far", "keeper"]);
  });

  test("gains nothing where it could have joined the former owner as well, or runs the plan", () => {
    const administersOwner = ({ memberships }: Rights) =>
      void memberships.push(row("ta", "keeper", { admin: true, inherit: false, set: false }));
    expect(keeps(170_000, administersOwner).steps[0]?.opens).toEqual([]);
    expect(keeps(170_000, (all) => void (all.admin = "keeper")).steps[0]?.opens).toEqual([]);
  });
});

describe("the steps of a plan", () => {
  const { snapshot, rights } = world(170_000, (all) => void all.memberships.push(row("electric", "dev")));

  test("name each object that each role other than Electric's newly reaches, at the step that opens it", () => {
    const { steps, others } = planReach(
      [
        { phase: "change", changes: [grant("electric", "ta", { admin: false, inherit: true, set: false })] },
        { phase: "change", changes: [ITEMS, SECRET] },
      ],
      snapshot,
      rights,
      "electric",
    );
    expect(others.map(({ role }) => role)).toEqual(["dev", "ta"]);
    expect(steps.map(({ opens }) => opens)).toEqual([
      [{ role: "ta", gains: [{ rights: ["INHERIT"], on: ["the role electric"] }] }],
      [
        { role: "dev", gains: [{ rights: ["owner's rights"], on: ["a.items", "b.secret"] }] },
        { role: "ta", gains: [{ rights: ["owner's rights"], on: ["b.secret"] }] },
      ],
    ]);
  });

  test("do not count what is only given for the length of the run", () => {
    const { others, reach } = planReach(
      [{ phase: "enable", changes: [grant("tb", "dev")] }],
      snapshot,
      rights,
      "electric",
    );
    expect({ others, reach }).toEqual({ others: [], reach: [] });
  });
});

describe("a role whose members could take over the server", () => {
  const power = (versionNum: number, change: (rights: Rights) => void) =>
    powerIn(world(versionNum, change).state)("ta");

  test("is found through any membership that is inherited, lets become the role or may be granted on", () => {
    const options = { admin: false, inherit: false, set: false };
    const joined = (more: Partial<MembershipRow>) => (rights: Rights) =>
      void rights.memberships.push(row("dev", "ta"), row("postgres", "dev", { ...options, ...more }));
    for (const more of [{ admin: true }, { inherit: true }, { set: true }])
      expect(power(170_000, joined(more))).toEqual({ role: "ta", through: "postgres", kind: "superuser" });
    expect(power(170_000, joined({}))).toBeNull();
  });
});
