import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import type { Finding, Status } from "@/lib/checks/finding";
import { aPlan, exampleStep } from "@/lib/repair/plan/example";
import type { Phase, Plan, Promised } from "@/lib/repair/plan/schema";
import type { Wanted } from "@/lib/repair/request";
import { aRights, rightsWith } from "@/lib/privileges/fixture";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { brokenPromises, compare, notAsPlanned, regressions } from "./compare";

const finding = (id: string, status: Status): Finding => {
  const [group] = id.split(".");
  if (
    group !== "role" &&
    group !== "tables" &&
    group !== "slot" &&
    group !== "server" &&
    group !== "electric"
  )
    throw new Error(`no such group: ${id}`);
  return { id, status, group, title: id, found: "", needed: "", objects: [], ways: [], why: "", source: "" };
};
const planFor = (kind: Exclude<Wanted["kind"], "checks" | "undo">, promises: Promised[] = []): Plan => ({
  ...aPlan,
  for: { kind },
  promises,
});
const seen = (before: [string, Status][], after: [string, Status][], plan: Plan) =>
  compare(
    before.map(([id, status]) => finding(id, status)),
    after.map(([id, status]) => finding(id, status)),
    plan,
  );

describe("what is compared", () => {
  const plan = planFor("ready", [{ check: "slot.lag", when: "commit" }]);

  test("is what was promised, changed or not, and what else changed", () => {
    const told = seen(
      [
        ["slot.lag", "pass"],
        ["role.select", "fail"],
        ["role.login", "pass"],
      ],
      [
        ["slot.lag", "pass"],
        ["role.select", "pass"],
        ["role.login", "pass"],
      ],
      plan,
    );
    expect(told.map(({ check, promised }) => [check, promised])).toEqual([
      ["slot.lag", true],
      ["role.select", false],
    ]);
  });

  test("is not what depends on the moment, unless it was promised", () => {
    const moments: [string, Status][] = [
      ["slot.blockers", "pass"],
      ["slot.state", "pass"],
      ["role.dedicated", "pass"],
      ["electric.health", "pass"],
      ["server.wal_level", "pass"],
    ];
    const fails = moments.map(([id]): [string, Status] => [id, "fail"]);
    expect(seen(moments, fails, plan)).toEqual([]);
    // Timeouts are the role's own settings, which a plan sets.
    expect(seen([["server.timeouts", "fail"]], [["server.timeouts", "pass"]], plan)).toHaveLength(1);
  });

  test("takes a check that was not judged before for unchanged", () => {
    expect(seen([], [["role.login", "fail"]], plan)).toEqual([]);
  });
});

describe("a broken promise", () => {
  const plan = planFor("ready", [
    { check: "role.login", when: "commit" },
    { check: "slot.failover", when: "after" },
  ]);
  const broken = (status: Status, when: "commit" | "after") =>
    brokenPromises(
      seen(
        [],
        [
          ["role.login", status],
          ["slot.failover", status],
        ],
        plan,
      ),
      plan,
      when,
    ).map(({ check }) => check);

  test("is due at its own moment: what follows the commit cannot hold it up", () => {
    expect(broken("fail", "commit")).toEqual(["role.login"]);
    expect(broken("fail", "after")).toEqual(["slot.failover"]);
  });

  test("is anything but a pass: a warning and what could not be seen as well", () => {
    expect(broken("warn", "commit")).toEqual(["role.login"]);
    expect(broken("unknown", "commit")).toEqual(["role.login"]);
    expect([broken("pass", "commit"), broken("not applicable", "commit")]).toEqual([[], []]);
  });
});

describe("a regression", () => {
  const worse = (before: Status, after: Status, kind: "ready" | "clean-up" = "ready") => {
    const plan = planFor(kind);
    return regressions(seen([["role.select", before]], [["role.select", after]], plan), plan).length;
  };

  test("is a check that passed or only warned and fails now", () => {
    expect([worse("pass", "fail"), worse("warn", "fail")]).toEqual([1, 1]);
  });

  test("is neither a warning more, nor a failure that can be seen only now", () => {
    expect([worse("pass", "warn"), worse("not applicable", "fail"), worse("unknown", "fail")]).toEqual([
      0, 0, 0,
    ]);
  });

  test("is the purpose of a clean-up and of an undo", () => {
    expect(worse("pass", "fail", "clean-up")).toBe(0);
    const undo: Plan = { ...aPlan, for: { kind: "undo", run: "run" } };
    expect(regressions(seen([["role.select", "pass"]], [["role.select", "fail"]], undo), undo)).toEqual([]);
  });
});

describe("what does not stand as planned", () => {
  const orders = { schema: "public", name: "orders" };
  const owner = (from: string, to: string): Change => ({ kind: "table owner", table: orders, from, to });
  const strange = (
    changes: Change[],
    { snapshot = aSnapshot, rights = aRights, phase = "change" as Phase, phases = ["change"] } = {},
  ) => {
    const plan: Plan = { ...aPlan, steps: [exampleStep("one", phase, "Do it.", changes)] };
    return notAsPlanned(plan, { snapshot, rights }, phases);
  };

  test("is named by its subject", () => {
    expect(strange([owner("electric", "app")])).toEqual(["the owner of public.orders"]);
    expect(strange([owner("app", "electric")])).toEqual([]);
  });

  test("is judged by the last change of a subject, not by one that another followed", () => {
    const whole = { filter: null, columns: null };
    const one = { kind: "published" as const, publication: "electric_publication_default", table: orders };
    const out: Change = { ...one, from: whole, to: null };
    const back: Change = { ...one, from: null, to: whole };
    expect(strange([out, back])).toEqual([]);
    expect(strange([back, out])).toEqual(["public.orders in electric_publication_default"]);
  });

  test("is judged for each privilege by itself, for two changes may name it beside others", () => {
    const grant = (privileges: string[], grantOption: boolean, to: boolean): Change => ({
      kind: "privileges",
      on: { type: "table", ...orders },
      column: null,
      grantee: "app",
      privileges,
      grantOption,
      from: !to,
      to,
    });
    const rights = rightsWith(({ tables }) => {
      const item = {
        grantee: "app",
        grantor: "electric",
        privileges: ["INSERT", "SELECT"],
        grantable: ["SELECT"],
      };
      for (const table of tables) table.acl = [item];
    });
    const taken = grant(["SELECT"], false, false);
    expect(strange([taken, grant(["SELECT"], true, true)], { rights })).toEqual([]);
    expect(strange([taken, grant(["INSERT", "SELECT"], false, true)], { rights })).toEqual([]);
    expect(strange([grant(["INSERT", "SELECT"], false, true), taken], { rights })).toEqual([
      "SELECT on public.orders for app",
    ]);
    expect(strange([grant(["DELETE", "SELECT"], false, true)], { rights })).toEqual([
      "DELETE on public.orders for app",
    ]);
  });

  test("is not what is of a phase that is still to come, nor a temporary grant", () => {
    expect(strange([owner("electric", "app")], { phase: "after" })).toEqual([]);
    expect(strange([owner("electric", "app")], { phase: "after", phases: ["change", "after"] })).toHaveLength(
      1,
    );
    expect(strange([owner("electric", "app")], { phase: "enable" })).toEqual([]);
  });

  test("is not what went with a role, a table or a publication that is gone", () => {
    const options = { admin: false, inherit: true, set: true };
    const attributes = {
      login: true,
      inherit: true,
      replication: true,
      bypassRls: false,
      connectionLimit: null,
      validUntil: null,
    };
    const member: Change = {
      kind: "membership",
      role: "team",
      member: "electric",
      grantor: null,
      from: null,
      to: options,
    };
    const drop: Change = { kind: "role", role: "electric", from: attributes, to: null, verifier: null };
    const gone = rightsWith((rights) => {
      rights.roles = rights.roles.filter(({ name }) => name !== "electric");
    });
    expect(strange([member, drop], { rights: gone })).toEqual([]);
    expect(strange([{ ...member, role: "electric", member: "app" }, drop], { rights: gone })).toEqual([]);
    // The same membership counts where the role stays.
    expect(strange([member])).toEqual(["the membership of electric in team"]);
    const none = snapshotWith((snapshot) => {
      snapshot.relations = [{ ...aTable, name: "other" }];
      snapshot.publication = null;
    });
    const given: Change = { kind: "publication owner", publication: "p", from: "electric", to: "app" };
    expect(strange([owner("electric", "app"), given], { snapshot: none })).toEqual([]);
  });
});
