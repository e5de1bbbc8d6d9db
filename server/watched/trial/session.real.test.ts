import { describe, expect, test } from "vitest";
import { judgeTrial } from "@/lib/trial/judge";
import { TRIAL_STEPS } from "@/lib/trial/steps";
import { MAJORS } from "@/server/embedded/binaries";
import { eventually } from "@/server/testing/eventually";
import { withDatabase, type FaultyDatabase } from "../faults/harness";
import { brief, leftIn, MEMBER, SOUND } from "../faults/trial";
import { runTrial } from "./trial";

const own = (database: FaultyDatabase, pool = false) =>
  runTrial(database.login, {
    target: { ...MEMBER, poolSize: 4 },
    own: { ...database.login, user: "electric", password: "any" },
    pool,
  });

async function outcomesOf(database: FaultyDatabase, pool = false) {
  const tried = await own(database, pool);
  if ("connection" in tried) throw new Error(JSON.stringify(tried.connection.failure));
  return tried.outcomes;
}

const SESSIONS =
  "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'electric' AND datname = current_database()";

describe.each(MAJORS)("a trial with Electric's own login on Postgres %i", (major) => {
  test("passes each step on a sound database, and leaves nothing", () =>
    withDatabase({ major, sql: SOUND }, async (database) => {
      const before = await leftIn(database);
      const outcomes = await outcomesOf(database, true);
      expect(brief(outcomes).slice(9)).toEqual([
        "log in done",
        "identify system done",
        "take lock done",
        "create slot done",
        "stream done",
        "own publication done",
        "own tables done",
        "read table done",
        "open pool done",
      ]);
      await eventually(async () => expect((await database.admin.query(SESSIONS)).rows).toEqual([{ n: 0 }]));
      await eventually(async () => expect(await leftIn(database)).toEqual(before));
      expect(judgeTrial(outcomes).filter(({ status }) => status !== "pass")).toEqual([]);
    }));
});

describe.each([14, 18] as const)("on Postgres %i", (major) => {
  test.each([
    ["no REPLICATION", "ALTER ROLE electric NOREPLICATION", "log in failed"],
    [
      "a function taken from PUBLIC",
      "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC",
      "take lock failed 42501",
    ],
    ["a role that it becomes at login", "ALTER ROLE electric SET role = app", "own publication failed 42501"],
    ["no SELECT", "REVOKE app FROM electric", "read table failed 42501"],
    [
      "an event trigger that refuses DDL",
      `CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'DDL is frozen'; END $$;
       CREATE EVENT TRIGGER frozen ON ddl_command_start EXECUTE FUNCTION no_ddl();`,
      "own publication failed P0001",
    ],
    [
      "a read-only default",
      "ALTER ROLE electric SET default_transaction_read_only = on",
      "own publication failed 25006",
    ],
  ] as const)("%s shows itself", (_what, sql, line) =>
    withDatabase({ major, sql: [...SOUND, sql] }, async (database) => {
      const lines = brief(await outcomesOf(database));
      expect(
        lines.some((one) => one.startsWith(line)),
        lines.join(", "),
      ).toBe(true);
    }),
  );
});

/** Ends every session of Electric's role, as an administrator or a failover does. */
const KILL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE usename = 'electric' AND datname = current_database()`;

test.each([
  [14, "the server"],
  [18, "its own caller"],
] as const)(
  "a trial on Postgres %i that is cut off after each of its steps by %s leaves no object, slot or session",
  (major, by) =>
    withDatabase({ major, sql: SOUND }, async (database) => {
      const before = await leftIn(database);
      const steps = new Set((await outcomesOf(database, true)).map(({ step }) => step));
      const sessions = new Set([...steps].filter((step) => TRIAL_STEPS[step].half === "session"));
      expect(sessions.size).toBe(9);
      for (const step of sessions) {
        const end = new AbortController();
        const kills: Promise<unknown>[] = [];
        const tried = runTrial(database.login, {
          target: { ...MEMBER, poolSize: 4 },
          own: { ...database.login, user: "electric", password: "any" },
          pool: step === "open pool",
          statements: false,
          signal: end.signal,
          onOutcome: (outcome) => {
            if (outcome.step !== step) return;
            if (by === "its own caller") end.abort(new Error("ended"));
            else kills.push(database.admin.query(KILL));
          },
        });
        // What the trial says of it depends on where the end met it; that it ends, and what it leaves, do not.
        const ended = await tried.then(
          () => "told",
          (error: unknown) => error,
        );
        if (by === "the server") expect(ended).toBe("told");
        await Promise.all(kills);
        await eventually(async () => expect((await database.admin.query(SESSIONS)).rows).toEqual([{ n: 0 }]));
        await eventually(async () => expect(await leftIn(database), step).toEqual(before));
      }
    }),
);

test("a session that the server ends in the middle is told, and the trial is no failure of Headroom", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    await database.admin.query(`
      CREATE FUNCTION end_session() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$;
      CREATE EVENT TRIGGER ending ON ddl_command_start EXECUTE FUNCTION end_session();`);
    const tried = await runTrial(database.login, {
      target: MEMBER,
      own: { ...database.login, user: "electric", password: "any" },
      pool: false,
      statements: false,
    });
    if ("connection" in tried) throw new Error(JSON.stringify(tried.connection.failure));
    const last = tried.outcomes.at(-1);
    expect(last).toMatchObject({ step: "log in", result: "not tried", sqlstate: "57P01" });
    expect(judgeTrial(tried.outcomes).find(({ id }) => id === "trial.login")?.status).toBe("unknown");
  }));

test.each([
  ["hides some rows", "USING (id > 3)", "warned"],
  ["hides every row", "USING (false)", "warned"],
  ["shows every row", "USING (true)", "done"],
] as const)("a policy that %s is seen in the plan of the snapshot", (_what, policy, result) =>
  withDatabase(
    {
      sql: [
        ...SOUND,
        `ALTER TABLE items ENABLE ROW LEVEL SECURITY; ALTER TABLE items FORCE ROW LEVEL SECURITY;
         CREATE POLICY mine ON items ${policy}`,
      ],
    },
    async (database) => {
      const reading = (await outcomesOf(database)).filter(({ step }) => step === "read table");
      const items = reading.find(({ objects }) => objects.includes("public.items"));
      expect(items?.result).toBe(result);
      expect(reading.find(({ objects }) => objects.includes('public."Odd ""; --🚀"'))?.result).toBe("done");
    },
  ),
);

test("a login that may not become Electric's role leaves its rights to its own login, and nothing is left untried", () =>
  withDatabase(
    { sql: [...SOUND, "CREATE ROLE visitor LOGIN CREATEROLE"], visitor: "visitor" },
    async (database) => {
      const sound = await outcomesOf(database);
      expect(brief(sound).slice(0, 2)).toEqual(["set role not needed", "log in done"]);
      for (const line of ["set role done", "rights done", "encoding done"])
        expect(brief(sound)).toContain(line);
      expect(judgeTrial(sound).filter(({ status }) => status !== "pass")).toEqual([]);
      await database.admin.query("REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC");
      const rights = judgeTrial(await outcomesOf(database)).find(({ id }) => id === "trial.rights");
      expect(rights).toMatchObject({
        status: "fail",
        objects: [expect.stringContaining("pg_advisory_lock")],
      });
    },
  ));

test("the lock of a running Electric is not waited for", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    await database.admin.query("SELECT pg_advisory_lock(hashtext('electric_slot_default'))");
    expect(brief(await outcomesOf(database))).toContain("take lock not needed");
  }));

test("a slot that would wait for a transaction is not made, and the transaction is named", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    const app = await database.session("app");
    await app.query("BEGIN; INSERT INTO items VALUES (1)");
    const slot = (await outcomesOf(database)).find(({ step }) => step === "create slot");
    expect(slot?.result).toBe("not tried");
    expect(slot?.says).toMatch(/session \d+ of app holds a transaction id/);
  }));

test("a superuser's login takes no statement over tables", () =>
  withDatabase({ sql: [...SOUND, "ALTER ROLE electric SUPERUSER"] }, async (database) => {
    const lines = brief(await outcomesOf(database));
    expect(lines).toContain("read table not tried");
    expect(lines).toContain("stream done");
    expect(lines.some((line) => line.startsWith("own"))).toBe(false);
  }));

/** A database of `mallory`, whose policy gives its owner the server in any session that may do so, however that acts. */
const TRAP = [
  `CREATE ROLE mallory LOGIN; GRANT USAGE, CREATE ON SCHEMA public TO mallory; SET ROLE mallory;
   CREATE FUNCTION take_over() RETURNS int LANGUAGE plpgsql AS $$
   BEGIN EXECUTE 'SET ROLE none'; BEGIN EXECUTE 'SET ROLE postgres'; EXCEPTION WHEN OTHERS THEN NULL; END;
         EXECUTE 'ALTER ROLE mallory SUPERUSER'; RETURN 1;
   EXCEPTION WHEN OTHERS THEN RETURN 0; END $$;
   CREATE FUNCTION shows() RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM take_over(); RETURN true; END $$;
   CREATE TABLE trap (id int); GRANT SELECT ON trap TO PUBLIC;
   ALTER TABLE trap ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
   CREATE POLICY everything ON trap USING (shows()); RESET ROLE`,
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO mallory', current_database()); END $$`,
];
const ACTS_AS_MALLORY = `SET ROLE mallory;
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET role = mallory', current_database()); END $$; RESET ROLE`;
const IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = 'mallory'";

describe.each([14, 16, 18] as const)("a login that can take over the server on Postgres %i", (major) => {
  test.each([
    [
      "a superuser whose sessions the database's owner has act as itself",
      `ALTER ROLE electric SUPERUSER; ${ACTS_AS_MALLORY}`,
    ],
    ["a member of a superuser", "ALTER ROLE electric NOINHERIT; GRANT postgres TO electric"],
    ["a member of a role that runs programs", "GRANT pg_execute_server_program TO electric"],
  ] as const)("%s runs no code of the database's owner", (_what, sql) =>
    withDatabase({ major, sql: [...SOUND, ...TRAP, sql] }, async (database) => {
      const lines = brief(await outcomesOf(database));
      expect((await database.admin.query(IS_SUPERUSER)).rows).toEqual([{ rolsuper: false }]);
      expect(lines).toContain("read table not tried");
      expect(lines.some((line) => line.startsWith("own"))).toBe(false);
    }),
  );
});

test("up to 15 a login with CREATEROLE can take over the server, from 16 on it cannot", async () => {
  const read = (major: 15 | 16) =>
    withDatabase({ major, sql: [...SOUND, "ALTER ROLE electric CREATEROLE"] }, async (database) =>
      brief(await outcomesOf(database)).find((line) => line.startsWith("read table")),
    );
  expect([await read(15), await read(16)]).toEqual(["read table not tried", "read table done"]);
});

test("a password that is refused is told with its SQLSTATE", () =>
  withDatabase({ sql: [...SOUND, "ALTER ROLE electric NOLOGIN"] }, async (database) => {
    const [, , , , , , , , , login] = await outcomesOf(database);
    expect(login).toMatchObject({ step: "log in", result: "failed", sqlstate: "28000" });
  }));

test("a whole pool is opened without a warning of Node", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    const warnings: string[] = [];
    const hear = ({ name, message }: Error) => warnings.push(`${name}: ${message}`);
    process.on("warning", hear);
    try {
      const tried = await runTrial(database.login, {
        target: { ...MEMBER, poolSize: 12 },
        own: { ...database.login, user: "electric", password: "any" },
        pool: true,
        statements: false,
        signal: new AbortController().signal,
      });
      if ("connection" in tried) throw new Error(JSON.stringify(tried.connection.failure));
      expect(brief(tried.outcomes)).toContain("open pool done");
      // A warning is told in a later turn.
      await new Promise((resolve) => setImmediate(resolve));
      expect(warnings).toEqual([]);
    } finally {
      process.off("warning", hear);
    }
  }));

test("a pool that does not fit is told", () =>
  withDatabase({ sql: [...SOUND, "ALTER ROLE electric CONNECTION LIMIT 2"] }, async (database) => {
    const pool = (await outcomesOf(database, true)).find(({ step }) => step === "open pool");
    expect(pool).toMatchObject({ result: "failed", sqlstate: "53300" });
  }));
