import { expect, test } from "vitest";
import { aGroup, budget, pool, small } from "@/lib/budget/fixture";
import { headroomOf } from "@/lib/budget/headroom";
import { inWallOrder, wallRow, type WallDatabase } from "./rows";
import { wallEventSchema, wallRowSchema } from "./schema";

const none = { hosts: false, applications: false };
const tight = budget(
  small({ groups: [aGroup("shop", "shop-web", 6), aGroup("shop", "10.0.0.7 worker", 3)] }),
  pool(20),
);
const roomy = budget(small({ groups: [aGroup("shop", "shop-web", 2)] }), pool(8));
const at = "2026-11-30T14:04:10.000Z";

const database = (change: Partial<WallDatabase> = {}): WallDatabase => ({
  id: "1",
  name: "orders",
  group: "",
  host: "db.internal.example.com:5432",
  verdict: "ready",
  warnings: 0,
  counted: true,
  checked: { at: "2026-11-30T13:00:00.000Z", budget: roomy },
  live: { state: "sampling", everyMs: 1_000, sampledAt: at, budget: tight },
  ...change,
});
const sampling = (sampledAt: string, everyMs = 1_000) => ({
  state: "sampling" as const,
  everyMs,
  sampledAt,
  budget: roomy,
});

test("a row has the figures of its server and neither host nor application unless the link allows them", () => {
  const row = wallRow("k", [database()], none);
  expect(headroomOf(row.budget)).toBe(-7);
  expect(row).toMatchObject({ name: "orders", host: null, databases: 1, state: "sampling", seenAt: at });
  expect(JSON.stringify(row)).not.toMatch(/example|shop|worker|5432/);
  expect(row.budget?.others).toEqual([{ label: "applications", count: 9 }]);
  const open = wallRow("k", [database()], { hosts: true, applications: true });
  expect(open.host).toBe("db.internal.example.com:5432");
  expect(open.budget?.others.map(({ label }) => label)).toEqual(["shop-web", "10.0.0.7 worker"]);
});

test("the schema of the stream refuses a field that it does not name", () => {
  const row = wallRow("k", [database()], none);
  expect(wallRowSchema.safeParse(row).success).toBe(true);
  expect(wallRowSchema.safeParse({ ...row, query: "SELECT 1" }).success).toBe(false);
  expect(wallEventSchema.safeParse({ at, order: [], rows: [], trouble: "x" }).success).toBe(false);
});

test("a server's figure is as old as its oldest sample, at its slowest pace", () => {
  const row = wallRow(
    "k",
    [
      database({ live: sampling("2026-11-30T14:04:10.000Z") }),
      database({ live: sampling("2026-11-30T14:03:10.000Z", 60_000) }),
    ],
    none,
  );
  expect(row).toMatchObject({ seenAt: "2026-11-30T14:03:10.000Z", everyMs: 60_000 });
});

test("an entry that stands for a database again adds no claim", () => {
  const twice = wallRow("k", [database(), database({ counted: false })], none);
  expect(headroomOf(twice.budget)).toBe(-7);
  expect(twice.databases).toBe(2);
});

test("the worst verdict is the condition, with how many of the databases it is", () => {
  const says = (...verdicts: WallDatabase["verdict"][]) =>
    wallRow(
      "k",
      verdicts.map((verdict) => database({ verdict, warnings: verdict === "ready with warnings" ? 2 : 0 })),
      none,
    ).condition;
  expect(says("not ready")).toEqual({ tone: "fail", says: "Not ready" });
  expect(says("ready", "not ready", "ready with warnings")).toEqual({
    tone: "fail",
    says: "1 of 3 not ready",
  });
  expect(says("ready", "unknown")).toEqual({ tone: "none", says: "1 of 2 unknown" });
  expect(says("ready", "ready with warnings")).toEqual({ tone: "warn", says: "Ready, 2 warnings" });
  expect(says(null)).toEqual({ tone: "none", says: "Never checked" });
  expect(says("ready", "ready")).toEqual({ tone: "pass", says: "Ready" });
});

test("a database that gives no figures is counted, and a server of which none does has its state", () => {
  const away = { state: "unreachable" as const, everyMs: 1_000, sampledAt: null, budget: null };
  expect(wallRow("k", [database(), database({ live: away })], none)).toMatchObject({
    state: "sampling",
    withoutData: 1,
  });
  expect(wallRow("k", [database({ live: away })], none)).toMatchObject({
    state: "unreachable",
    withoutData: 0,
  });
  const off = { state: "off" as const, everyMs: 0, sampledAt: null, budget: null };
  expect(wallRow("k", [database({ live: off })], none)).toMatchObject({
    state: "off",
    seenAt: "2026-11-30T13:00:00.000Z",
    budget: { headroom: headroomOf(roomy) },
  });
  const full = { ...away, state: "full" as const };
  expect(wallRow("k", [database(), database({ live: full })], none).state).toBe("full");
});

test("what is short stands first, then what is not ready, then by name", () => {
  const row = (name: string, change: Partial<WallDatabase>) =>
    wallRow(name, [database({ name, live: sampling(at), ...change })], none);
  const rows = [
    row("b", {}),
    row("a", {}),
    row("w", { verdict: "ready with warnings" }),
    row("n", { verdict: "not ready" }),
    row("s", { live: { state: "sampling", everyMs: 1_000, sampledAt: at, budget: tight } }),
  ];
  expect(inWallOrder(rows).map(({ name }) => name)).toEqual(["s", "n", "w", "a", "b"]);
});
