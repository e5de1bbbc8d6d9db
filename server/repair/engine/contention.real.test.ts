import type { Client } from "pg";
import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

/** Made ready but for one table, which is neither published nor FULL. */
const READY_BUT_ONE = `
  CREATE ROLE electric LOGIN REPLICATION;
  CREATE TABLE items (id int PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY);
  CREATE SCHEMA other; GRANT ALL ON SCHEMA other TO electric;
  CREATE TABLE other.far (id int PRIMARY KEY);
  ALTER TABLE items OWNER TO electric; ALTER TABLE notes OWNER TO electric; ALTER TABLE other.far OWNER TO electric;
  ALTER TABLE items REPLICA IDENTITY FULL; ALTER TABLE other.far REPLICA IDENTITY FULL;
  CREATE PUBLICATION electric_publication_default FOR TABLE items;
  ALTER PUBLICATION electric_publication_default OWNER TO electric;`;

const target = targetSchema.parse({ strategy: "manual" });
const READY = { kind: "ready" as const };

async function start({ login }: FaultyDatabase, pauses: number[]) {
  const planned = await planOn(login, target, READY, {});
  if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
  const states: string[] = [];
  const ended = runPlan({
    login,
    recipe: repairing(target, READY, {}),
    fingerprint: planned.fingerprint,
    dry: false,
    pauses,
    onProgress: ({ state }) => states.at(-1) !== state && states.push(state),
  });
  return { planned, states, ended };
}

const published = async ({ admin }: FaultyDatabase): Promise<string[]> =>
  (
    await admin.query<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_publication_tables ORDER BY 1",
    )
  ).rows.map(({ name }) => name);

const beside = (work: (database: FaultyDatabase, electric: Client) => Promise<void>) =>
  withDatabase({ major: 17, sql: READY_BUT_ONE }, async (database) => {
    await database.admin.query(
      `GRANT CREATE ON DATABASE ${database.admin.escapeIdentifier(database.name)} TO electric`,
    );
    await work(database, await database.session("electric"));
  });

test("an Electric that holds the publication makes a run stand back, with the tables free again, and try once more", () =>
  beside(async (database, electric) => {
    await electric.query("BEGIN; ALTER PUBLICATION electric_publication_default ADD TABLE other.far");
    const { states, ended } = await start(
      database,
      Array.from({ length: 2_000 }, () => 100),
    );
    await expect.poll(() => states).toContain("waiting");
    // The run holds nothing while it waits: Electric takes the very table that the run wants, and is no deadlock's victim.
    await electric.query("LOCK TABLE notes IN SHARE UPDATE EXCLUSIVE MODE");
    await electric.query("COMMIT");
    expect(await ended).toMatchObject({ state: "applied" });
    expect(await published(database)).toEqual(["other.far", "public.items", "public.notes"]);
  }));

test("an Electric that takes the publication before a table, again and again, is no deadlock's victim, and the run gets through", () =>
  beside(async (database, electric) => {
    const { ended } = await start(
      database,
      Array.from({ length: 5_000 }, () => 20),
    );
    const errors: string[] = [];
    let going = true;
    const loop = (async () => {
      while (going)
        await electric
          .query(
            `BEGIN; ALTER PUBLICATION electric_publication_default SET (publish = 'insert, update, delete, truncate');
             SELECT pg_sleep(0.01); LOCK TABLE notes IN SHARE UPDATE EXCLUSIVE MODE; COMMIT; SELECT pg_sleep(0.005)`,
          )
          .catch((error: Error) => errors.push(error.message));
    })();
    const { state, says } = await ended;
    going = false;
    await loop;
    expect({ state, says, errors }).toEqual({
      state: "applied",
      says: expect.stringContaining("Applied and verified"),
      errors: [],
    });
    expect(await published(database)).toEqual(["public.items", "public.notes"]);
  }));
