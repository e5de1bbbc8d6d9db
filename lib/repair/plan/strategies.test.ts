import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { appOwns, noRole, situationWith, withoutElectric } from "@/lib/repair/remedies/fixture";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Strategy } from "@/lib/target/schema";
import type { StrategyOption } from "./answer";
import { preferredStrategy, strategiesOf } from "./strategies";

type World = Parameters<typeof situationWith>[0];

function compared(world: World = {}): Record<Strategy, StrategyOption> {
  const { snapshot, rights, target, choices } = situationWith(world);
  const [owner, member, manual] = strategiesOf(snapshot, rights, target, choices, (asked) =>
    judgeAll(checks, snapshot, asked),
  );
  if (owner === undefined || member === undefined || manual === undefined) throw new Error("three ways");
  return { owner, member, manual };
}

const twoOwners = (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  snapshot.relations.push(
    { ...aTable, oid: 2, name: "items", owner: "app", ownerRights: false, published: null },
    { ...aTable, oid: 3, name: "mail", owner: "team", ownerRights: false, published: null },
  );
};
const team = {
  snapshot: twoOwners,
  rights: (rights: Rights) => void rights.roles.push({ ...aRoleFacts, name: "team" }),
};

describe("what is told of each way", () => {
  test("says whose tables go to Electric's role, and that nothing does where they are there", () => {
    expect(compared({ snapshot: appOwns }).owner.handsOver).toBe("1 table of app goes to electric.");
    expect(compared(team).owner.handsOver).toBe("3 tables of app and team go to electric.");
    const { owner, member, manual } = compared();
    expect(owner).toMatchObject({
      handsOver: "Nothing: electric owns every table already.",
      loses: "No role loses anything.",
    });
    expect([member.handsOver, manual.handsOver]).not.toContain(owner.handsOver);
  });

  test("says who can no longer alter its tables, and who keeps that as a member", () => {
    const secured = (snapshot: ReachedSnapshot) => {
      twoOwners(snapshot);
      for (const table of snapshot.relations) table.rowSecurity = table.owner === "team";
    };
    expect(compared({ ...team, snapshot: secured }).owner.loses).toBe(
      "app can no longer alter, drop or index them, and keeps everything else by grant.",
    );
    const joined = compared({ ...team, snapshot: secured, choices: { formerOwner: "membership" } });
    expect(joined.owner.loses).toBe("app and team keeps the owner's rights, as a member of electric.");
    const power = compared({
      snapshot: appOwns,
      rights: ({ roles }) =>
        void Object.assign(roles.find(({ name }) => name === "app") ?? {}, { superuser: true }),
    });
    expect(power.owner.loses).toBe("No role loses anything.");
  });

  test("says what Electric's role gains as a member, and nothing where it has all of it", () => {
    expect(compared(team).member).toMatchObject({
      loses:
        "No role loses anything; electric gains all rights of app and team on tables, dropping included.",
      futureTables: "Are covered as soon as app and team make them.",
    });
    expect(compared().member).toMatchObject({
      loses: "No role loses anything; electric has the rights of every owner already.",
      futureTables: "Are covered as soon as electric makes them.",
    });
    expect(compared({ snapshot: appOwns }).member.futureTables).toBe(
      "Are covered as soon as app makes them.",
    );
  });

  test("does not call a reader what owns the tables, nor the publication the runner's that is Electric's", () => {
    expect(compared({ snapshot: appOwns }).manual.loses).toBe(
      "No role loses anything; electric may read public.orders and change nothing.",
    );
    expect(compared().manual).toMatchObject({
      handsOver: "Nothing: every table stays with its owner, and the publication stays with electric.",
      loses: "No role loses anything; electric keeps the owner's rights that it has on 1 table.",
    });
    const anew = ({ publication }: ReachedSnapshot) => void (publication && (publication.allTables = true));
    expect(compared({ snapshot: anew }).manual.handsOver).toContain("belongs to the role that runs this");
  });
});

test("where Electric's role owns a part of the tables, that part is told apart", () => {
  const mixed = (snapshot: ReachedSnapshot) => {
    snapshot.relations.push({
      ...aTable,
      oid: 2,
      name: "items",
      owner: "app",
      ownerRights: false,
      published: null,
    });
  };
  const { member, manual } = compared({ snapshot: mixed });
  expect(member.futureTables).toBe("Are covered as soon as app makes them.");
  expect(manual.loses).toBe(
    "No role loses anything; electric may read public.items and change nothing, and keeps the owner's rights that it has on 1 table.",
  );
  // It is FULL already, so that it is only published, which blocks neither reads nor writes.
  expect(manual).toMatchObject({ exclusiveLocks: 0 });
  const none = compared({ snapshot: (snapshot) => void (snapshot.relations = []) });
  expect(none.member.loses).toContain("gains all rights of the owners on tables");
});

test("the checks are judged for each way, not for the one that the target has", () => {
  const { snapshot, rights, target, choices } = situationWith();
  const asked: Strategy[] = [];
  strategiesOf(snapshot, rights, target, choices, ({ strategy }) => {
    asked.push(strategy);
    return [];
  });
  expect(asked).toEqual(["owner", "member", "manual"]);
});

describe("the strategy that is chosen beforehand", () => {
  const sandbox = (target: { strategy?: Strategy } = {}) => {
    const { owner, member, manual } = compared({
      snapshot: (snapshot) => {
        appOwns(snapshot);
        noRole(snapshot);
        snapshot.database.owner = "admin";
      },
      rights: (rights) => {
        withoutElectric(rights);
        rights.admin = "admin";
        rights.schemas = [{ name: "public", owner: "admin", acl: null }];
        rights.roles.push({
          ...aRoleFacts,
          name: "admin",
          createRole: true,
          replication: true,
          bypassRls: true,
        });
        const grantor = { grantor: "postgres", admin: true, inherit: true, set: true };
        rights.memberships.push({ ...grantor, member: "admin", role: "app" });
      },
      target,
    });
    return [owner, member, manual];
  };

  test("is the target's own while that is sound, else the first that is", () => {
    const options = (sound: readonly Strategy[]) =>
      sandbox().map((option) => ({
        ...option,
        sound: sound.includes(option.strategy),
        recommended: option.strategy === sound[0],
      }));
    expect(preferredStrategy(options(["owner", "manual"]), "manual")).toBe("manual");
    expect(preferredStrategy(options(["member", "manual"]), "owner")).toBe("member");
    expect(preferredStrategy(options([]), "owner")).toBe("owner");
  });

  test("is not ruled out by what the role that makes Electric's gains by making it", () => {
    const options = sandbox();
    expect(options.flatMap(({ reach }) => reach).join(" ")).toContain("admin gains ADMIN OPTION");
    expect(options.filter(({ recommended }) => recommended)).toHaveLength(1);
  });
});

describe("what is computed of each way", () => {
  test("is from a plan of that way alone, with the checks judged by it", () => {
    const { owner, member, manual } = compared({ snapshot: appOwns, target: { strategy: "manual" } });
    expect([owner.strategy, member.strategy, manual.strategy]).toEqual(["owner", "member", "manual"]);
    expect(owner.undo).toBe(`ALTER TABLE "public"."orders" OWNER TO "app" and 1 more`);
    expect(member.undo).toBe(`REVOKE "app" FROM "electric"`);
    expect(manual.undo).toBe(
      `ALTER PUBLICATION "electric_publication_default" DROP TABLE ONLY "public"."orders"`,
    );
    expect(owner.statements).toBeGreaterThan(member.statements);
    expect([owner.exclusiveLocks, member.exclusiveLocks, manual.exclusiveLocks]).toEqual([1, 1, 1]);
  });

  test("the undo of what changes hands is told before that of what was opened on the way", () => {
    const closed = { schema: "public", name: "plain", arguments: [], tables: [aTable.oid] };
    const rights = (all: Rights) =>
      void (all.ownerWork = { ...all.ownerWork, functions: [{ ...closed, uses: ["analyze"] }] });
    expect(compared({ snapshot: appOwns, rights }).owner.undo).toBe(
      `ALTER TABLE "public"."orders" OWNER TO "app" and 2 more`,
    );
  });

  test("an undo that is not of the strategy's own steps is told as well", () => {
    const closed = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      for (const table of snapshot.relations)
        Object.assign(table, { replicaIdentity: "f", published: { filter: null, columns: null } });
    };
    const rights = (all: Rights) => void (all.schemas = [{ name: "public", owner: "electric", acl: null }]);
    const { manual } = compared({ snapshot: closed, rights });
    expect(manual.statements).toBe(2);
    expect(manual.undo).toBe(`REVOKE SELECT ON TABLE "public"."orders" FROM "electric" and 1 more`);
    // A temporary grant of app is no part of it.
    const granting = (all: Rights) => {
      rights(all);
      all.admin = "admin";
      all.roles.push({ ...aRoleFacts, name: "admin", createRole: true });
      const member = { member: "admin", grantor: "postgres", admin: true, inherit: false, set: false };
      all.memberships.push({ ...member, role: "app" });
    };
    expect(compared({ snapshot: closed, rights: granting }).manual).toMatchObject({
      statements: 4,
      undo: manual.undo,
    });
  });

  test("is not possible where something is missing, and says what and who", () => {
    const { member, manual } = compared({
      snapshot: appOwns,
      rights: (rights) =>
        void rights.memberships.push({
          role: "electric",
          member: "app",
          grantor: "postgres",
          admin: false,
          inherit: false,
          set: false,
        }),
    });
    expect([member.possible, manual.possible]).toEqual([false, true]);
    expect(member.whyNot).toEqual([expect.stringMatching(/cannot run in a circle\. A role that may revoke/)]);
    expect(manual.whyNot).toEqual([]);
  });
});
