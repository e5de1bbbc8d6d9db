import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import { contributed, situationWith, statementsOf } from "./fixture";
import { remedies } from "./index";
import { systemSettings } from "./system-settings";

describe("the list", () => {
  test("has each id once, and fixes only what is a check", () => {
    const ids = remedies.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set<string>(checks.map(({ id }) => id));
    expect(remedies.flatMap(({ fixes }) => fixes).filter((id) => !known.has(id))).toEqual([]);
  });

  test("has an imperative of at most eight words for each", () => {
    const verb =
      /^(Add|Clean|Correct|Cover|Create|Drop|Give|Grant|Keep|Let|List|Make|Publish|Raise|Remove|Set|Transfer) /;
    const wrong = remedies.filter(({ title }) => !verb.test(title) || title.split(" ").length > 8);
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  test("contributes nothing to a database on which everything passes", () => {
    const granted = (privileges: string[]) => [
      { grantee: "electric", grantor: "postgres", privileges, grantable: [] },
    ];
    const rights = (all: Rights) => {
      all.database.acl = granted(["CONNECT", "CREATE"]);
      all.schemas = [{ name: "public", owner: "postgres", acl: granted(["USAGE"]) }];
    };
    const busy = remedies.filter((remedy) => contributed(remedy, { rights }).drafts.length > 0);
    expect(busy.map(({ id }) => id)).toEqual([]);
  });
});

describe("the rest", () => {
  test("a parameter is set only on request, by a superuser, on a server of one's own", () => {
    const world = {
      wanted: { kind: "checks" as const, checks: ["server.wal_keep"] },
      snapshot: ({ server }: ReachedSnapshot) => void (server.maxSlotWalKeepBytes = null),
    };
    expect(statementsOf(systemSettings, world)).toHaveLength(1);
    expect(statementsOf(systemSettings, { ...world, wanted: { kind: "ready" } })).toEqual([]);
    const managed = (snapshot: ReachedSnapshot) => {
      world.snapshot(snapshot);
      snapshot.connection.provider = "planetscale";
    };
    expect(statementsOf(systemSettings, { ...world, snapshot: managed })).toEqual([]);
  });

  test("the situation has every table of the target with what is below it, once", () => {
    const { trees } = situationWith({
      snapshot(snapshot) {
        snapshot.relations = [
          { ...aTable, oid: 1, kind: "p", name: "root" },
          { ...aTable, oid: 2, kind: "p", name: "middle", schema: "parts", isPartition: true, parents: [1] },
          { ...aTable, oid: 3, name: "leaf", schema: "parts", isPartition: true, parents: [2] },
        ];
      },
    });
    expect(trees.map(({ name }) => name)).toEqual(["root", "middle", "leaf"]);
  });
});
