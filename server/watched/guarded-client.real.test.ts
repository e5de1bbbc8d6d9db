import { describe, expect, test } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "./faults/harness";
import { GuardedClient } from "./guarded-client";

const PATH = "SELECT current_setting('search_path') AS path";
const OURS = [{ path: "pg_catalog, pg_temp" }];
const SET_PATH = "SELECT set_config('search_path', 'public', true)";

describe.each(MAJORS)("Postgres %i: a guarded client", (major) => {
  test("brings search path, read-only and limits along in each message, and leaves nothing behind", async () => {
    await withDatabase({ major }, async ({ session }) => {
      const bare = await session("postgres");
      const before = (await bare.query("SELECT name, setting FROM pg_settings ORDER BY name")).rows;
      const client = new GuardedClient(bare);
      expect(await client.read([PATH, "SELECT current_setting('transaction_read_only') AS only"])).toEqual([
        OURS,
        [{ only: "on" }],
      ]);
      await expect(client.read(["CREATE TABLE written ()"])).rejects.toMatchObject({ code: "25006" });
      await expect(client.read(["SELECT 1/0"])).rejects.toMatchObject({ code: "22012" });
      expect((await bare.query("SELECT name, setting FROM pg_settings ORDER BY name")).rows).toEqual(before);
    });
  });

  test("works under timeouts of the database by which no statement could end", async () => {
    const whole = major >= 17 ? "transaction_timeout" : "lock_timeout";
    const set = ["statement_timeout = ''2ms''", `${whole} = ''1h''`].map(
      (setting) => `EXECUTE format('ALTER DATABASE %I SET ${setting}', current_database());`,
    );
    await withDatabase({ major, sql: `DO $$ BEGIN ${set.join(" ")} END $$` }, async ({ session }) => {
      const client = new GuardedClient(await session("postgres"));
      const slow = ["SELECT pg_sleep(0.05)::text AS slept", `SELECT current_setting('${whole}') AS whole`];
      const limit = { transaction_timeout: "0", lock_timeout: "1s" }[whole];
      expect(await client.read(slow)).toEqual([[{ slept: "" }], [{ whole: limit }]]);
      expect(await client.snapshot((reader) => reader.rows([slow[0] ?? ""]))).toEqual([[{ slept: "" }]]);
      // A message that takes long to read is cut short before its guards are there; they go ahead then.
      const long = `SELECT 1 AS one /* ${"*".repeat(3_000_000)} */`;
      expect(await client.read([long])).toEqual([[{ one: 1 }]]);
    });
  });
});

test("a search path that was changed in the middle of a transaction is ours again in the next message", async () => {
  await withDatabase({}, async ({ session }) => {
    const client = new GuardedClient(await session("postgres"));
    await client.snapshot(async (reader) => {
      expect((await reader.rows([SET_PATH, PATH]))[1]).toEqual([{ path: "public" }]);
      expect((await reader.rows([PATH]))[0]).toEqual(OURS);
    });
    await client.run(async (transaction) => {
      await transaction.rows([SET_PATH]);
      expect((await transaction.rows([PATH]))[0]).toEqual(OURS);
    });
  });
});

test("nothing is sent after the server has ended the transaction", async () => {
  await withDatabase({}, async ({ session, admin }) => {
    const bare = await session("postgres");
    const client = new GuardedClient(bare);
    const running = client.run(async (transaction) => {
      await transaction.rows(["CREATE TABLE public.inside ()"]);
      await bare.query("ROLLBACK");
      await transaction.rows(["CREATE TABLE public.outside ()"]);
    });
    await expect(running).rejects.toThrow("it ended the transaction by itself");
    const { rows } = await admin.query("SELECT to_regclass('inside') AS i, to_regclass('outside') AS o");
    expect(rows).toEqual([{ i: null, o: null }]);
  });
});

test("a run that does not commit leaves nothing, whether it failed or only ended", async () => {
  await withDatabase({}, async ({ session, admin }) => {
    const client = new GuardedClient(await session("postgres"));
    await client.run((transaction) => transaction.rows(["CREATE TABLE public.forgotten ()"]));
    const failing = client.run(async (transaction) => {
      await transaction.rows(["CREATE TABLE public.forgotten ()"]);
      throw new Error("the caller changed its mind");
    });
    await expect(failing).rejects.toThrow("changed its mind");
    const kept = await client.run(async (transaction) => {
      await transaction.rows(["CREATE TABLE public.kept ()"]);
      return transaction.commit();
    });
    expect(kept).toBe(true);
    const { rows } = await admin.query(
      "SELECT to_regclass('forgotten')::text AS forgotten, to_regclass('kept')::text AS kept",
    );
    expect(rows).toEqual([{ forgotten: null, kept: "kept" }]);
  });
});

test("no message comes between those of a transaction", async () => {
  await withDatabase({}, async ({ session }) => {
    const client = new GuardedClient(await session("postgres"));
    await client.snapshot(async () => {
      await expect(client.read([PATH])).rejects.toThrow("A transaction is open on this session.");
    });
    expect(await client.read([PATH])).toEqual([OURS]);
  });
});
