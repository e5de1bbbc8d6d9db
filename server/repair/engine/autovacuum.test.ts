import { expect, test } from "vitest";
import type { Blocker } from "@/lib/repair/run/schema";
import { AutovacuumWait } from "./autovacuum";

const locks = ["big", "small"].map((name) => ({ schema: "public", name, mode: "ACCESS EXCLUSIVE" as const }));
const autovacuum: Blocker = {
  pid: 1,
  role: "",
  applicationName: "",
  state: "active",
  ageMs: 1,
  table: "public.big",
  mode: "SHARE UPDATE EXCLUSIVE",
  backendType: "autovacuum worker",
};

const tablesFor = (wait: AutovacuumWait, blockers: Blocker[]) => {
  wait.choose(blockers, locks);
  return wait.tables;
};

test("a table that a plain autovacuum holds is waited for", () => {
  expect(tablesFor(new AutovacuumWait(), [autovacuum])).toEqual([locks[0]]);
});

test("one to prevent wraparound, a session beside it, or nobody is waited for by no request", () => {
  const wait = new AutovacuumWait();
  expect(tablesFor(wait, [{ ...autovacuum, isWraparound: true }])).toEqual([]);
  expect(
    tablesFor(wait, [autovacuum, { ...autovacuum, role: "app", backendType: "client backend" }]),
  ).toEqual([]);
  expect(tablesFor(wait, [])).toEqual([]);
});

test("a worker that does not give way twice is not asked again", () => {
  const wait = new AutovacuumWait();
  expect([1, 2, 3].map(() => tablesFor(wait, [autovacuum]).length)).toEqual([1, 1, 0]);
});

test("a backend without a role, whose type is hidden, is taken for an autovacuum; a prepared transaction is not", () => {
  const { backendType: _, ...hidden } = autovacuum;
  expect(tablesFor(new AutovacuumWait(), [hidden])).toHaveLength(1);
  expect(tablesFor(new AutovacuumWait(), [{ ...hidden, gid: "g" }])).toEqual([]);
  expect(tablesFor(new AutovacuumWait(), [{ ...hidden, mode: "ACCESS SHARE" }])).toEqual([]);
});
