import { statesIn } from "./operations";
import { describe, expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { aRights } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import type { ChangeOf } from "./schema";

const nobody: Rights = { ...aRights, admin: "keeper", roles: [], schemas: [], tables: [] };

const options = { admin: false, inherit: true, set: false };
const change: ChangeOf<"membership"> = {
  kind: "membership",
  role: "shop",
  member: "electric",
  grantor: "keeper",
  from: options,
  to: null,
};
const row = (grantor: string, given: typeof options) => ({
  role: "shop",
  member: "electric",
  grantor,
  ...given,
});
const stateOf = (version: number, rows: ReturnType<typeof row>[], of = change) =>
  statesIn(
    snapshotWith((snapshot) => {
      snapshot.server.versionNum = version;
    }),
    { ...nobody, memberships: rows },
  )(of);

describe("the state of a membership", () => {
  const others = row("postgres", { admin: false, inherit: false, set: true });

  test("from 16 on is that of its grantor's row, whatever others gave", () => {
    expect(stateOf(160_000, [others])).toMatchObject({ from: false, to: true });
    expect(stateOf(160_000, [others, row("keeper", options)])).toMatchObject({ from: true, to: false });
  });

  test("without a grantor is that of any row", () => {
    const anyone = { ...change, grantor: null };
    expect(stateOf(160_000, [others], anyone)).toMatchObject({ from: false, to: false });
    expect(stateOf(160_000, [row("postgres", options)], anyone)).toMatchObject({ from: true, to: false });
  });

  test("below 16 knows no grantor and tells by ADMIN alone", () => {
    expect(stateOf(150_000, [others])).toMatchObject({ from: true, to: false });
    expect(stateOf(150_000, [])).toMatchObject({ from: false, to: true });
  });
});
