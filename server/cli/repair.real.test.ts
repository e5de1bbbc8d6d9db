import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import { dumpCatalogue } from "@/server/repair/engine/testing/dump";
import { applyReportSchema, planReportSchema } from "./json";
import { PROGRAM, programIn, type How } from "./testing/program";
import { undoFileSchema } from "./undo-file";

const PASSWORD = "pa:ss/w@rd 🚀";
const folder = mkdtempSync(path.join(tmpdir(), "headroom-cli-repair-"));
const headroom = programIn(folder);
let cluster: Cluster;

const open = async (database: string, user = "postgres", password = PASSWORD) => {
  const client = new Client({ host: "127.0.0.1", port: cluster.port, user, password, database });
  client.on("error", () => {});
  await client.connect();
  return client;
};
const url = (database: string, user = "postgres") =>
  `postgresql://${user}@127.0.0.1:${cluster.port}/${database}`;
const run = (command: string, database: string, options: string[] = [], how: How = {}) =>
  headroom([command, url(database), ...options], {
    ...how,
    env: { PGPASSWORD: PASSWORD, ...how.env },
  });

/** An application's tables, which is not prepared for Electric. */
const BROKEN = `
  CREATE TABLE orders (id serial PRIMARY KEY, v text);
  CREATE TABLE items (id int PRIMARY KEY, v text);
  ALTER TABLE orders OWNER TO shop;
  ALTER TABLE items OWNER TO shop;`;
const HOSTILE = "\u001b]0;owned\u0007\u009b2J\u202eevil\nAPPLIED";

let made = 0;

/** Makes a database that is not ready, of its own for each test; returns its name and Electric's role there. */
async function broken(sql = BROKEN): Promise<{ database: string; role: string }> {
  made += 1;
  const [database, role] = [`broken_${made}`, `electric_${made}`];
  const admin = await open("postgres");
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  const client = await open(database);
  await client.query(sql);
  await client.end();
  return { database, role };
}

/** Does something with a session and ends it. */
async function within<Result>(database: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await open(database);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Returns the memberships of roles with their grantors. */
async function membershipsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ row: string }>(
    `SELECT concat_ws(' ', roleid::regrole, member::regrole, grantor::regrole, admin_option, inherit_option, set_option) AS row
       FROM pg_auth_members WHERE member >= 16384 ORDER BY 1`,
  );
  return rows.map(({ row }) => row);
}

beforeAll(async () => {
  cluster = await startCluster({
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    password: PASSWORD,
    settings: { wal_level: "logical", fsync: "off" },
  });
  await within("postgres", (client) =>
    client.query(`CREATE ROLE shop LOGIN PASSWORD 'shop'; CREATE ROLE weak LOGIN PASSWORD 'weak'`),
  );
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("plan", () => {
  test("says what it means, what it runs and what it promises, and changes nothing", async () => {
    const { database, role } = await broken();
    const before = await within(database, dumpCatalogue);
    const { status, stdout } = await run("plan", database, ["--role", role]);
    expect(status).toBe(0);
    expect(stdout).toContain(`CREATE ROLE "${role}"`);
    expect(stdout).toContain('ALTER TABLE "public"."orders" OWNER TO');
    expect(stdout.indexOf("What it means")).toBeLessThan(stdout.indexOf("1. "));
    expect(stdout).toContain("tables.ownership");
    expect(await within(database, dumpCatalogue)).toEqual(before);
  });

  test("--json is the plan of the documentation, and --for names what it is for", async () => {
    const { database, role } = await broken();
    const { status, stdout } = await run("plan", database, [
      "--role",
      role,
      "--json",
      "--for",
      "tables.replica_identity",
    ]);
    const plan = planReportSchema.strict().parse(JSON.parse(stdout));
    expect(status).toBe(0);
    expect(plan.for).toEqual({ kind: "checks", checks: ["tables.replica_identity"] });
    expect(plan.server).toEqual({ host: "127.0.0.1", port: cluster.port, database, user: "postgres" });
  });

  test("is 1 where something is missing, and says who may give it", async () => {
    const { database, role } = await broken();
    const { status, stdout } = await headroom(["plan", url(database, "weak"), "--role", role], {
      env: { PGPASSWORD: "weak" },
    });
    expect(status).toBe(1);
    expect(stdout).toContain("Missing, so that it cannot run as weak");
    expect(stdout).toMatch(/superuser/);
  });

  test("is 2 without a session, and only the error output speaks", async () => {
    const { status, stdout, stderr } = await run("plan", "nowhere", ["--json"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("nowhere");
  });

  const psql = spawnSync("psql", ["--version"]).status === 0;
  const throughPsql = (script: string, database: string, user = "postgres", password = PASSWORD) => {
    const { status, stderr } = spawnSync("psql", ["-X", "-q", "-f", "-", url(database, user)], {
      input: script,
      env: { ...process.env, PGPASSWORD: password },
      encoding: "utf8",
    });
    return { status, stderr };
  };
  test.skipIf(!psql).each(["owner", "member", "manual"])(
    "--sql is a script that psql runs, strategy %s",
    async (strategy) => {
      const { database, role } = await broken();
      const options = ["--role", role, "--strategy", strategy];
      const { status, stdout } = await run("plan", database, [...options, "--sql"]);
      expect(status).toBe(0);
      expect(throughPsql(stdout, database)).toEqual({ status: 0, stderr: "" });
      const again = await run("plan", database, options);
      expect(again.stdout).toContain("NOTHING TO DO");
    },
  );

  test.skipIf(!psql).each(["owner", "member", "manual"])(
    "--sql of an admin that is no superuser grants itself rights and revokes them, strategy %s",
    async (strategy) => {
      const { database, role } = await broken();
      const admin = `steward_${role}`;
      // The owner of the database may make tables in it, and no role may make others a member of itself.
      const mayGrant =
        strategy === "member"
          ? `GRANT CREATE ON DATABASE ${database} TO ${admin} WITH GRANT OPTION`
          : `ALTER DATABASE ${database} OWNER TO ${admin}`;
      await within(database, (client) =>
        client.query(`
          CREATE ROLE ${admin} LOGIN CREATEROLE REPLICATION BYPASSRLS PASSWORD 'steward';
          GRANT shop TO ${admin} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
          ${mayGrant}`),
      );
      const steward = { env: { PGPASSWORD: "steward" } };
      const options = ["--role", role, "--strategy", strategy];
      const script = await headroom(["plan", url(database, admin), ...options, "--sql"], steward);
      expect(script.stdout).toContain("Grant the rights");
      expect(script.status).toBe(0);
      const before = await within(database, membershipsOf);
      expect(throughPsql(script.stdout, database, admin, "steward")).toEqual({ status: 0, stderr: "" });
      expect(
        (await within(database, membershipsOf)).filter(
          (row) => !row.includes(` ${role} `) && !row.startsWith(`${role} `),
        ),
      ).toEqual(before);
      const again = await run("plan", database, options);
      expect(again.stdout).toContain("NOTHING TO DO");
    },
  );

  test.skipIf(!psql)("--sql holds any name, and psql obeys none of them", async () => {
    const names = [
      HOSTILE,
      "q\"uo'te",
      "back\\slash \\! touch owned",
      "\\! touch owned",
      "a\n\\! touch owned\n-- b",
      ":name :'name' :\"name\" $$ $a$",
      "; DROP TABLE x; --",
      "🚀".repeat(15),
    ];
    const quoted = names.map(quoteIdentifier);
    const { database, role } = await broken(
      quoted
        .map((name) => `CREATE TABLE ${name} (id int PRIMARY KEY); ALTER TABLE ${name} OWNER TO shop;`)
        .join("\n"),
    );
    const options = ["--role", role, "--strategy", "manual"];
    const script = await run("plan", database, [...options, "--sql"]);
    expect(throughPsql(script.stdout, database)).toEqual({ status: 0, stderr: "" });
    const { rows } = await within(database, (client) =>
      client.query<{ tablename: string }>("SELECT tablename FROM pg_publication_tables"),
    );
    expect(rows.map(({ tablename }) => tablename).sort()).toEqual(names.toSorted());
    expect(existsSync("owned")).toBe(false);
  });
});

describe("apply", () => {
  test.each(["owner", "member", "manual"])(
    "makes a database ready by strategy %s, and its undo takes all of it back",
    async (strategy) => {
      const { database, role } = await broken();
      const before = await within(database, dumpCatalogue);
      const options = ["--role", role, "--strategy", strategy];
      const file = path.join(folder, `${database}.json`);
      const applied = await run("apply", database, [...options, "--yes", "--undo-file", file]);
      expect(applied.stderr).toMatch(/^The password of .*: [A-Za-z0-9]{32}$/m);
      expect(applied.stdout).toMatch(/^APPLIED/m);
      expect(applied.status).toBe(0);
      const password = /: ([A-Za-z0-9]{32})$/m.exec(applied.stderr)?.[1] ?? "";
      expect(applied.stdout).not.toContain(password);
      expect(readFileSync(file, "utf8")).not.toMatch(new RegExp(`SCRAM|${password}`));
      await (await open(database, role, password)).end();
      expect((await run("check", database, options)).status).toBe(0);
      expect((await run("apply", database, [...options, "--yes"])).stdout).toMatch(/^NOTHING TO DO/m);

      expect(undoFileSchema.strict().parse(JSON.parse(readFileSync(file, "utf8"))).database).toBe(database);
      const undone = await run("apply", database, ["--undo", file, "--yes"]);
      expect(undone.stdout).toMatch(/^APPLIED/m);
      expect(undone.status).toBe(0);
      expect(await within(database, dumpCatalogue)).toEqual(before);
    },
  );

  test("stays applied and says so where Electric's own login meets what the repair could not", async () => {
    const { database, role } = await broken();
    await within(database, (client) =>
      client.query(`CREATE FUNCTION own_only() RETURNS event_trigger LANGUAGE plpgsql AS
          $$ BEGIN IF session_user <> 'postgres' THEN RAISE EXCEPTION 'migrations only'; END IF; END $$;
        CREATE EVENT TRIGGER own_only ON ddl_command_start EXECUTE FUNCTION own_only()`),
    );
    const { status, stdout, stderr } = await run("apply", database, ["--role", role, "--yes"]);
    expect(stdout).toMatch(/^APPLIED/m);
    expect(stdout).toMatch(/FAIL +trial\.publication: .*migrations only/);
    expect(stderr).toMatch(/^The password of /m);
    expect(status).toBe(0);
  });

  test("--dry-run does all of it and leaves nothing, no undo and no password", async () => {
    const { database, role } = await broken();
    const before = await within(database, dumpCatalogue);
    const { status, stdout, both } = await run("apply", database, ["--role", role, "--dry-run"]);
    expect(stdout).toMatch(/^REHEARSED/m);
    expect(stdout).toMatch(/FAIL +-> PASS +tables\.ownership/);
    expect(status).toBe(0);
    expect(both).not.toMatch(/password of/);
    expect(await within(database, dumpCatalogue)).toEqual(before);
  });

  test("--json tells how it ended, with a password only where one was made", async () => {
    const { database, role } = await broken();
    const options = ["--role", role, "--json", "--yes"];
    const first = await run("apply", database, options);
    const report = applyReportSchema.strict().parse(JSON.parse(first.stdout));
    expect(report).toMatchObject({ state: "applied", dry: false, sqlstate: null });
    expect(JSON.stringify(report.plan)).not.toContain("SCRAM");
    await (await open(database, role, report.password)).end();
    const second = applyReportSchema
      .strict()
      .parse(JSON.parse((await run("apply", database, options)).stdout));
    expect(second).toMatchObject({ state: null });
    expect(second.password).toBeUndefined();
  });

  test("is 1 and leaves nothing where a check does not pass in the end", async () => {
    const { database, role } = await broken(`${BROKEN}
      CREATE FUNCTION meddle() RETURNS event_trigger LANGUAGE plpgsql
        AS $$ BEGIN ALTER TABLE public.orders REPLICA IDENTITY NOTHING; END $$;
      CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('ALTER PUBLICATION')
        EXECUTE FUNCTION meddle();`);
    const before = await within(database, dumpCatalogue);
    const file = path.join(folder, "refused.json");
    const { status, stdout, both } = await run("apply", database, [
      "--role",
      role,
      "--strategy",
      "manual",
      "--yes",
      "--undo-file",
      file,
    ]);
    expect(stdout).toMatch(/^ROLLED BACK/m);
    expect(stdout).toContain("tables.replica_identity");
    expect(status).toBe(1);
    expect(both).not.toContain("password of");
    expect(existsSync(file)).toBe(false);
    expect(await within(database, dumpCatalogue)).toEqual(before);
  });

  test("is 2 and runs nothing where a right is missing, nobody can be asked, or the undo has no place", async () => {
    const { database, role } = await broken();
    const before = await within(database, dumpCatalogue);
    const weak = await headroom(["apply", url(database, "weak"), "--role", role, "--yes"], {
      env: { PGPASSWORD: "weak" },
    });
    expect(weak.stdout).toContain("Nothing ran");
    const asked = await run("apply", database, ["--role", role]);
    expect(asked.stderr).toContain("--yes");
    const taken = path.join(folder, "taken.json");
    writeFileSync(taken, "{}");
    const noPlace = await run("apply", database, ["--role", role, "--yes", "--undo-file", taken]);
    expect(noPlace.stderr).toContain("there already");
    expect([weak.status, asked.status, noPlace.status]).toEqual([2, 2, 2]);
    expect(await within(database, dumpCatalogue)).toEqual(before);
  });

  test("names who holds a lock, and Ctrl-C while it waits changes nothing", async () => {
    const { database, role } = await broken();
    const before = await within(database, dumpCatalogue);
    const application = await open(database);
    await application.query("BEGIN; SELECT FROM orders");
    let interrupted = false;
    const { status, stdout } = await run("apply", database, ["--role", role, "--yes"], {
      onOutput(child, written) {
        if (interrupted || !written.includes("is locked")) return;
        interrupted = true;
        child.kill("SIGINT");
      },
    });
    await application.query("COMMIT");
    await application.end();
    expect(stdout).toMatch(/public\.orders is locked .* by session \d+ of postgres/);
    expect(stdout).toMatch(/^CANCELLED/m);
    expect(status).toBe(130);
    expect(await within(database, dumpCatalogue)).toEqual(before);
  });

  test("goes on by itself when the lock is free", async () => {
    const { database, role } = await broken();
    const application = await open(database);
    await application.query("BEGIN; SELECT FROM orders");
    let released: Promise<unknown> | null = null;
    const { status } = await run("apply", database, ["--role", role, "--yes"], {
      onOutput(_child, written) {
        if (written.includes("is locked")) released ??= application.query("COMMIT");
      },
    });
    expect(released).not.toBeNull();
    expect(status).toBe(0);
    await application.end();
  });

  test("goes to its end when nobody reads what it prints", async () => {
    const { database, role } = await broken();
    const command = `${process.execPath} ${PROGRAM} apply ${url(database)} --role ${role} --yes | head -c 10`;
    const { stderr } = await headroom([command], {
      command: ["/bin/sh", "-c"],
      env: { PGPASSWORD: PASSWORD },
    });
    expect(stderr).toMatch(/^The password of /m);
    expect((await run("check", database, ["--role", role])).status).toBe(0);
  });

  test("--electric-password-stdin sets that password, and it is in no output", async () => {
    const { database, role } = await broken();
    const secret = "hush hush, é 1";
    const options = ["--role", role, "--electric-password-stdin"];
    const plan = await run("plan", database, [...options, "--json"], { input: `${secret}\n` });
    const people = await run("plan", database, options, { input: `${secret}\n` });
    const script = await run("plan", database, [...options, "--sql"], { input: `${secret}\n` });
    const applied = await run("apply", database, [...options, "--yes"], { input: `${secret}\n` });
    for (const { both } of [plan, people, script, applied]) expect(both).not.toContain(secret);
    for (const { both } of [plan, people, applied]) expect(both).not.toContain("SCRAM-SHA-256$");
    expect(script.stdout).toContain("SCRAM-SHA-256$4096:");
    expect(applied.stderr).not.toContain("password");
    expect(applied.status).toBe(0);
    await (await open(database, role, secret)).end();
    const none = await run("apply", database, [...options, "--yes"]);
    expect(none).toMatchObject({ status: 2, stdout: "" });
    expect(none.stderr).toContain("standard input has no password");
  });

  test("a password that Postgres normalises is set with the warning that Electric cannot sign in with it", async () => {
    const { database, role } = await broken();
    const secret = "hush m\u00b2";
    const options = ["--role", role, "--electric-password-stdin"];
    const plan = await run("plan", database, [...options, "--json"], { input: `${secret}\n` });
    expect(plan.stderr).toContain("Electric could not sign in with it");
    expect(plan.both).not.toContain(secret);
    expect(() => JSON.parse(plan.stdout)).not.toThrow();
  });

  test("nothing that a table is called is obeyed by a terminal, and all of it works", async () => {
    const { database, role } = await broken(
      `CREATE TABLE "${HOSTILE}" (id int PRIMARY KEY); ALTER TABLE "${HOSTILE}" OWNER TO shop`,
    );
    const plan = await run("plan", database, ["--role", role]);
    const applied = await run("apply", database, ["--role", role, "--yes"]);
    expect(applied.status).toBe(0);
    for (const { both } of [plan, applied]) {
      expect(both).toContain("evil");
      expect(both.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
    expect(plan.stdout).not.toMatch(/^APPLIED/m);
    expect(applied.stdout.match(/^APPLIED/gm)).toHaveLength(1);
  });

  test("--for clean-up ends Electric, and hands its tables to whom it is told", async () => {
    const { database, role } = await broken();
    await run("apply", database, ["--role", role, "--yes"]);
    const ended = await run("apply", database, [
      "--role",
      role,
      "--for",
      "clean-up",
      "--hand-to",
      "shop",
      "--yes",
    ]);
    expect(ended.status).toBe(0);
    const left = await within(database, dumpCatalogue);
    expect(JSON.stringify(left)).not.toContain(`"${role}"`);
    const { rows } = await within(database, (client) =>
      client.query("SELECT tableowner FROM pg_tables WHERE tablename = 'orders'"),
    );
    expect(rows).toEqual([{ tableowner: "shop" }]);
  });

  test("--drop-orphan drops the slot that it names after the commit, and no other", async () => {
    const { database, role } = await broken();
    await run("apply", database, ["--role", role, "--yes"]);
    const [first, second] = [`electric_slot_a${made}`, `electric_slot_b${made}`];
    const slots = () =>
      within(database, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          "SELECT slot_name AS name FROM pg_replication_slots WHERE database = current_database() ORDER BY 1",
        );
        return rows.map(({ name }) => name);
      });
    await within(database, (client) =>
      client.query(
        "SELECT pg_create_logical_replication_slot(name, 'pgoutput') FROM unnest($1::text[]) AS name",
        [[first, second]],
      ),
    );
    const options = ["--role", role, "--for", "slot.orphans", "--drop-orphan", first];
    const script = await run("plan", database, [...options, "--sql"]);
    expect(script.stdout).toContain(`SELECT pg_catalog.pg_drop_replication_slot('${first}');`);
    expect(script.stdout).not.toContain("BEGIN");
    const { status, stdout } = await run("apply", database, [...options, "--yes"]);
    expect(stdout).toMatch(/^APPLIED$/m);
    expect(status).toBe(0);
    expect(await slots()).toEqual([second]);
    await within(database, (client) => client.query("SELECT pg_drop_replication_slot($1)", [second]));
  });

  const terminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
  test.skipIf(!terminal).each([
    ["the database's name", 0, "APPLIED"],
    ["anything else", 2, "Nothing was changed"],
  ])("asks on a terminal, and %s is the answer to it", async (kind, status, says) => {
    const { database, role } = await broken();
    const inner = `${process.execPath} ${PROGRAM} apply ${url(database)} --role ${role}`;
    const answer = kind === "anything else" ? "yes" : database;
    const ran = await headroom(["-qec", inner, "/dev/null"], {
      command: ["script"],
      env: { SHELL: "/bin/sh", PGPASSWORD: PASSWORD },
      typed: { after: "Type the database's name: ", text: `${answer}\n` },
    });
    expect(ran.stdout).toMatch(
      new RegExp(`Apply these \\d+ statements to ${database} at 127\\.0\\.0\\.1\\?`),
    );
    expect(ran.stdout).toContain(says);
    expect(ran.status).toBe(status);
  });

  test("no output holds the password of the connection string, whatever happens", async () => {
    const { database, role } = await broken();
    for (const [command, ...options] of [
      ["plan"],
      ["plan", "--json"],
      ["plan", "--sql"],
      ["apply", "--dry-run"],
    ])
      for (const name of [database, "nowhere"]) {
        const text = `postgresql://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${cluster.port}/${name}`;
        const { both } = await headroom([command ?? "", text, "--role", role, ...options]);
        expect(both).not.toBe("");
        expect(both).not.toContain("w@rd");
        expect(both).not.toContain(encodeURIComponent(PASSWORD));
      }
  });
});
