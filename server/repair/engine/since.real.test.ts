import { describe, expect, test } from "vitest";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema, type Strategy } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, undoing, type ChoicesInput, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

/** An application's tables: by primary key, by an index, and one that another program publishes only in part. */
const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE "Weird ""Table" (id int PRIMARY KEY, body text);
  CREATE TABLE codes (code text NOT NULL, body text); CREATE UNIQUE INDEX codes_code ON codes (code);
  ALTER TABLE codes REPLICA IDENTITY USING INDEX codes_code;
  CREATE TABLE posts (id int PRIMARY KEY, body text, note text); RESET ROLE;
  CREATE PUBLICATION other FOR TABLE posts (id, body);`;

/** Acts of Electric by itself in automatic mode once it runs (Electric 1.7.12, postgres/configuration.ex). */
const AS_ELECTRIC = [
  "CREATE PUBLICATION electric_publication_default WITH (publish_via_partition_root = true)",
  ...['"Weird ""Table"', "codes", "posts"].flatMap((table) => [
    `ALTER PUBLICATION electric_publication_default ADD TABLE ${table}`,
    `ALTER TABLE ${table} REPLICA IDENTITY FULL`,
  ]),
];
const SLOT = "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')";
const WRITES = [
  `INSERT INTO "Weird ""Table" VALUES (1, 'a')`,
  `UPDATE "Weird ""Table" SET body = 'b'`,
  "INSERT INTO codes VALUES ('a', 'a')",
  "UPDATE codes SET body = 'b'",
  "INSERT INTO posts VALUES (1, 'a', 'n')",
  "UPDATE posts SET note = 'm'",
  `DELETE FROM "Weird ""Table"`,
  "DELETE FROM codes",
  "DELETE FROM posts",
];
const READY: Wanted = { kind: "ready" };

async function carryOut({ login }: FaultyDatabase, recipe: Recipe): Promise<Plan> {
  const made = await planBy(login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  expect(made.plan.missing).toEqual([]);
  const ended = await runPlan({ login, recipe, fingerprint: made.fingerprint, dry: false });
  expect(ended.state, ended.says).toBe("applied");
  return ended.plan ?? made.plan;
}

/** Everything that the application does goes through: the statement that fails, or none. */
async function troubleOf({ session }: FaultyDatabase): Promise<string | null> {
  const app = await session("app");
  await app.query("BEGIN");
  for (const statement of WRITES)
    try {
      await app.query(statement);
    } catch (error) {
      return `${statement}: ${String(error)}`;
    }
  await app.query("ROLLBACK");
  return null;
}

const targetFor = (strategy: Strategy) => targetSchema.parse({ strategy, environment: "development" });

/** Repairs, lets Electric begin, and hands over what it all was before and what was run. */
const afterElectric = (
  major: 15 | 17 | 18,
  strategy: Strategy,
  choices: ChoicesInput,
  work: (database: FaultyDatabase, ran: Plan, before: unknown) => Promise<void>,
) =>
  withDatabase({ major, sql: SHOP.split(";\n") }, async (database) => {
    expect(await troubleOf(database)).toBeNull();
    const before = await dumpCatalogue(database.admin);
    const ran = await carryOut(database, repairing(targetFor(strategy), READY, choices));
    const electric = await database.session("electric");
    if (strategy !== "manual") for (const statement of AS_ELECTRIC) await electric.query(statement);
    await electric.query(SLOT);
    await electric.end();
    await work(database, ran, before);
  });

const slots = async ({ admin }: FaultyDatabase) =>
  (await admin.query<{ slot_name: string }>("SELECT slot_name FROM pg_replication_slots")).rows;

describe.each([
  { major: 15, strategy: "owner", choices: { fullNow: false } },
  { major: 18, strategy: "owner", choices: {} },
  { major: 17, strategy: "member", choices: { fullNow: false } },
  { major: 18, strategy: "member", choices: {} },
  { major: 15, strategy: "manual", choices: {} },
] as const)(
  "after Electric ran on Postgres $major, by $strategy with $choices",
  ({ major, strategy, choices }) => {
    test("an undo takes back what Electric made and set, and the application writes as before", () =>
      afterElectric(major, strategy, choices, async (database, ran, before) => {
        expect(ran.consequences.join("\n")).toContain(
          "An undo takes that back too, once Electric is stopped",
        );
        if (strategy !== "manual") expect(await troubleOf(database)).toContain("UPDATE posts SET note");
        const undone = await carryOut(database, undoing(targetFor(strategy), ran, "case"));
        const own = undone.steps.filter(({ remedy }) => remedy === "undo.electric");
        expect(own.map(({ says }) => says.split(/[ :,]/).slice(0, 3).join(" "))).toEqual(
          strategy === "manual"
            ? ["Drop the slot"]
            : ["Drop the publication", expect.stringMatching(/^Give /), "Drop the slot"],
        );
        expect(await dumpCatalogue(database.admin)).toEqual(before);
        expect(await slots(database)).toEqual([]);
        expect(await troubleOf(database)).toBeNull();
      }));

    test("a clean-up leaves no table on which the application cannot write", () =>
      afterElectric(major, strategy, choices, async (database) => {
        await carryOut(database, repairing(targetFor(strategy), { kind: "clean-up" }, {}));
        expect(await slots(database)).toEqual([]);
        expect(await troubleOf(database)).toBeNull();
      }));
  },
);

test("what Electric made stays where that was chosen, and the role that owns it stays with it", () =>
  withDatabase({ sql: `${SHOP}; CREATE ROLE electric LOGIN REPLICATION`.split(";\n") }, async (database) => {
    const ran = await carryOut(database, repairing(targetFor("member"), READY, {}));
    const electric = await database.session("electric");
    for (const statement of [...AS_ELECTRIC, SLOT]) await electric.query(statement);
    await electric.end();
    const undone = await carryOut(
      database,
      undoing(targetFor("member"), ran, "case", { keepElectrics: true }),
    );
    expect(undone.steps.map(({ remedy }) => remedy)).not.toContain("undo.electric");
    expect(await slots(database)).toHaveLength(1);
    expect(
      (await database.admin.query("SELECT FROM pg_publication WHERE pubname ~ '^electric'")).rowCount,
    ).toBe(1);
  }));

test("an Electric that is still connected stands against the undo, and the plan kept what stood before", () =>
  withDatabase({ sql: SHOP.split(";\n") }, async (database) => {
    const ran = await carryOut(database, repairing(targetFor("member"), READY, {}));
    expect(ran.stood).toMatchObject({ publication: { there: false }, slot: { there: false } });
    const electric = await database.session("electric");
    for (const statement of [...AS_ELECTRIC, SLOT]) await electric.query(statement);
    const made = await planBy(database.login, undoing(targetFor("member"), ran, "case"));
    if ("connection" in made) throw new Error("There is no session.");
    expect(made.plan.missing.map(({ what }) => what).join("\n")).toContain("session open");
  }));
