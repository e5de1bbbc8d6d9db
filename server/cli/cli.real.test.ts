import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findingSchema } from "@/lib/checks/finding";
import { reportSchema } from "@/lib/report/json";
import { trialOutcomeSchema } from "@/lib/trial/schema";
import { freePort, startCluster, type Cluster } from "@/server/embedded/cluster";
import { PROGRAM, programIn } from "./testing/program";

const PASSWORD = "pa:ss/w@rd 🚀";
const folder = mkdtempSync(path.join(tmpdir(), "headroom-cli-"));
let cluster: Cluster;

const headroom = programIn(folder);

const url = (database: string) => `postgresql://postgres@127.0.0.1:${cluster.port}/${database}`;
const READY = `
  CREATE TABLE orders (id int PRIMARY KEY, v text);
  ALTER TABLE orders OWNER TO electric;
  ALTER TABLE orders REPLICA IDENTITY FULL;`;
const HOSTILE = "\u001b]0;owned\u0007\u009b2J\u202eevil\nREADY";
const MANUAL = ["--strategy", "manual"];

beforeAll(async () => {
  cluster = await startCluster({
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    password: PASSWORD,
    settings: { wal_level: "logical", fsync: "off" },
  });
  const open = async (database: string) => {
    const client = new Client({
      host: "127.0.0.1",
      port: cluster.port,
      user: "postgres",
      password: PASSWORD,
      database,
    });
    await client.connect();
    return client;
  };
  const admin = await open("postgres");
  await admin.query("CREATE ROLE electric LOGIN REPLICATION PASSWORD 'its own'");
  for (const [database, sql] of [
    ["ready", READY],
    ["elsewhere", "CREATE SCHEMA core; CREATE TABLE core.items (id int PRIMARY KEY)"],
    ["hostile", `CREATE TABLE "${HOSTILE}" (id int PRIMARY KEY)`],
  ] as const) {
    await admin.query(`CREATE DATABASE ${database}`);
    await admin.query(`GRANT CREATE ON DATABASE ${database} TO electric`);
    const client = await open(database);
    await client.query(sql);
    await client.end();
  }
  await admin.end();
});

afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

const withPassword = { env: { PGPASSWORD: PASSWORD } };

describe("connect", () => {
  test("prints what Electric is started with, without any password, and what the check says beside it", async () => {
    const { status, stdout, stderr } = await headroom(["connect", url("ready")], withPassword);
    expect(status).toBe(0);
    expect(stdout.split("\n")).toEqual([
      `DATABASE_URL=postgresql://electric:REPLACE_WITH_PASSWORD@127.0.0.1:${cluster.port}/ready?sslmode=prefer`,
      expect.stringMatching(/^ELECTRIC_SECRET=[0-9a-f]{64}$/),
      "ELECTRIC_DB_POOL_SIZE=20",
      "ELECTRIC_REPLICATION_STREAM_ID=default",
      "ELECTRIC_STORAGE_DIR=/var/lib/electric",
      "",
    ]);
    expect(stderr).toMatch(/^Electric can run/);
    expect(stdout + stderr).not.toMatch(/pa:ss|pa%3Ass/);
  });

  test("prints every file of a form under its name, and is 1 for a database that is not ready", async () => {
    const { status, stdout, stderr } = await headroom(
      ["connect", url("ready"), ...MANUAL, "--form", "compose"],
      withPassword,
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^# ---- compose\.yaml ----\nservices:\n[^]*# ---- electric\.env ----\nDATABASE_URL=/,
    );
    expect(stdout).toContain("ELECTRIC_MANUAL_TABLE_PUBLISHING=true");
    expect(stderr).toMatch(/keeps? Electric from running/);
  });

  test("prints nothing with a value that Electric refuses, and says which", async () => {
    const { status, stdout, stderr } = await headroom(
      ["connect", url("ready"), "--stream-id", "my-app"],
      withPassword,
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("ELECTRIC_REPLICATION_STREAM_ID: Electric refuses the stream id my-app");
  });
});

describe("the exit status", () => {
  test("is 0 for a database that is ready", async () => {
    const { status, stdout } = await headroom(["check", url("ready")], withPassword);
    expect(stdout).toMatch(/^READY/m);
    expect(status).toBe(0);
  });

  test("is 1 for one that is not, and the report says what to do", async () => {
    const { status, stdout } = await headroom(["check", url("ready"), ...MANUAL], withPassword);
    expect(stdout).toContain('CREATE PUBLICATION "electric_publication_default" FOR TABLE');
    expect(status).toBe(1);
  });

  test("is that of a trial as well, in whose sessions Electric's own password is used", async () => {
    const trial = (password: string, ...more: string[]) =>
      headroom(["check", url("ready"), "--trial", ...more], {
        env: { PGPASSWORD: PASSWORD, HEADROOM_ELECTRIC_PASSWORD: password },
      });
    const right = await trial("its own");
    expect(right.stdout).toMatch(/^READY/m);
    expect(right.stderr).toContain("DONE       Start the stream of the slot");
    expect(right.status).toBe(0);
    const wrong = await trial("not its own", "--json");
    expect(wrong.status).toBe(1);
    const report = reportSchema.parse(JSON.parse(wrong.stdout));
    expect(report.verdict).toBe("not ready");
    const login = report.findings.find(({ id }) => id === "trial.login");
    expect(login).toMatchObject({ status: "fail", group: "trial" });
    expect(login?.found).toContain("28P01");
    expect(wrong.stdout + wrong.stderr).not.toContain("not its own");
  });

  test("of try is that of its steps, each of which is written as it ends, with the check that knows a failure", async () => {
    const tried = (password: string, ...more: string[]) =>
      headroom(["try", url("ready"), ...more], {
        env: { PGPASSWORD: PASSWORD, HEADROOM_ELECTRIC_PASSWORD: password },
      });
    const right = await tried("its own");
    expect(right.stdout).toMatch(/^DONE {7}Log in and start a replication session/m);
    expect(right.stdout).toMatch(/^All \d+ passed, Postgres \d+/m);
    expect(right.status).toBe(0);
    const wrong = await tried("not its own", "--json");
    const { findings, steps } = z
      .object({ findings: z.array(findingSchema), steps: z.array(trialOutcomeSchema) })
      .parse(JSON.parse(wrong.stdout));
    expect(findings.find(({ id }) => id === "trial.login")?.status).toBe("fail");
    expect(steps.find(({ step }) => step === "log in")?.sqlstate).toBe("28P01");
    expect(wrong.status).toBe(1);
    expect(wrong.stdout + wrong.stderr).not.toContain("not its own");
    const unready = await headroom(["try", url("ready"), "--role", "absent"], withPassword);
    expect(unready.stdout).toMatch(/^ {2}check {6}.+\(role\.exists\)$/m);
    expect(unready.stdout).toContain("The login of absent was not tried");
    expect(unready.status).toBe(2);
    const closed = await headroom(["try", `postgresql://postgres@127.0.0.1:${await freePort()}/ready`]);
    expect(closed.stdout).toMatch(/^Not tried: there was no session: /);
    expect(closed.status).toBe(2);
  });

  test("is 2 when nobody answers, the password is wrong, or the database is missing", async () => {
    const closed = await headroom(["check", `postgresql://postgres@127.0.0.1:${await freePort()}/ready`]);
    const wrong = await headroom(["check", url("ready")], { env: { PGPASSWORD: "wrong" } });
    const missing = await headroom(["check", url("nowhere")], withPassword);
    expect([closed.status, wrong.status, missing.status]).toEqual([2, 2, 2]);
    for (const { stdout } of [closed, wrong, missing]) {
      expect(stdout).toContain("connection.reachable");
      expect(stdout).toMatch(/^COULD NOT BE JUDGED: There was no session with the database\.$/m);
      expect(stdout).not.toContain("NOT READY");
    }
  });

  test("is 2 for arguments that cannot be meant, and only the error output speaks", async () => {
    const { status, stdout, stderr } = await headroom(["check", url("ready"), "--strategy", "wish"]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("--strategy");
  });
});

describe("a target without a table", () => {
  test("is not ready but unknown, and the schemas that hold tables are named", async () => {
    const { status, stdout } = await headroom(["check", url("elsewhere")], withPassword);
    expect(stdout).toMatch(/^COULD NOT BE JUDGED: No table in public; core has 1\.$/m);
    expect(stdout).not.toMatch(/^READY/m);
    expect(status).toBe(2);
  });

  test("a plan that makes an empty publication says so", async () => {
    const { stdout } = await headroom(["plan", url("elsewhere"), ...MANUAL], withPassword);
    expect(stdout).toContain("is empty: the target has no table (core has 1)");
  });

  test("is the schema that the connection string names, where no option names any", async () => {
    const { stdout, stderr } = await headroom(["check", `${url("elsewhere")}?schema=core`], withPassword);
    expect(stderr).toBe("Target: schema core, from the connection string. --schema chooses another.\n");
    expect(stdout).not.toContain("No table in");
  });
});

describe("without a connection string", () => {
  test("DATABASE_URL names the database, and the error output says so", async () => {
    const env = { ...withPassword.env, DATABASE_URL: url("ready") };
    const { status, stderr } = await headroom(["check"], { env });
    expect(stderr).toMatch(/^Database: ready at 127\.0\.0\.1:\d+, from DATABASE_URL\.\n$/);
    expect(status).toBe(0);
  });

  test("--sandbox starts a Postgres, judges it, and leaves nothing behind", async () => {
    const temporary = path.join(folder, "temporary");
    mkdirSync(temporary, { mode: 0o711 });
    const { status, stdout, stderr } = await headroom(["check", "--sandbox"], { env: { TMPDIR: temporary } });
    expect(stderr).toBe("Starting the sandbox, a Postgres of its own …\n");
    expect(stdout).toMatch(/^NOT READY: /m);
    expect(status).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test.skipIf(spawnSync("bash", ["--version"]).status !== 0)(
  "bash completes commands, options and values",
  async () => {
    const { stdout: script } = await headroom(["completion", "bash"]);
    const complete = (...words: string[]) => {
      const line = words.map((word) => `'${word}'`).join(" ");
      const asked = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _headroom; echo "\${COMPREPLY[@]}"`;
      return spawnSync("bash", ["-c", asked], { encoding: "utf8" }).stdout.trim().split(" ");
    };
    expect(complete("headroom", "ch")).toEqual(["check"]);
    expect(complete("headroom", "check", "--po")).toEqual(["--pool-size", "--pooled"]);
    expect(complete("headroom", "check", "--strategy", "m")).toEqual(["member", "manual"]);
    expect(complete("headroom", "completion", "z")).toEqual(["zsh"]);
  },
);

describe("what cannot be dialled", () => {
  test.each(["postgresql://root_su:x@127.0.0.1:99999/b0", "Host=127.0.0.1;Port=99999;Username=u;Password=x"])(
    "%s ends with status 2 and a sentence, without a trace",
    async (text) => {
      const { status, stdout, stderr } = await headroom(["check", text]);
      expect(stderr).toBe("99999 is not a port number (1 to 65535).\nTry: headroom check --help\n");
      expect([status, stdout]).toEqual([2, ""]);
    },
  );
});

describe("the password", () => {
  const passfile = path.join(folder, "passfile");
  const line = () => `127.0.0.1:${cluster.port}:*:postgres:${PASSWORD.replaceAll(":", "\\:")}\n`;

  test("comes from a password file that only its owner can read", async () => {
    writeFileSync(passfile, line(), { mode: 0o600 });
    const { status, both } = await headroom(["check", url("ready")], { env: { PGPASSFILE: passfile } });
    expect(status).toBe(0);
    expect(both).not.toContain(PASSWORD);
  });

  test("comes from ~/.pgpass where nothing else is named", async () => {
    writeFileSync(path.join(folder, ".pgpass"), line(), { mode: 0o600 });
    const { status } = await headroom(["check", url("ready")]);
    rmSync(path.join(folder, ".pgpass"));
    expect(status).toBe(0);
  });

  test("is not taken from a file that others can read, and the reason is said", async () => {
    writeFileSync(passfile, line());
    chmodSync(passfile, 0o644);
    const { status, stderr } = await headroom(["check", url("ready")], { env: { PGPASSFILE: passfile } });
    expect(status).toBe(2);
    expect(stderr).toContain("0600");
  });

  test.each(["--json", "--markdown", "--strategy=manual", "--strategy=wish"])(
    "appears in no output, with %s, when it stands in the string, escaped or not",
    async (option) => {
      for (const written of [PASSWORD, encodeURIComponent(PASSWORD)]) {
        for (const [database, host] of [
          ["ready", "127.0.0.1"],
          ["nowhere", "127.0.0.1"],
          ["ready", "nowhere.invalid"],
        ]) {
          const text = `postgresql://postgres:${written}@${host}:${cluster.port}/${database}`;
          const { both } = await headroom(["check", text, option]);
          expect(both).not.toContain(PASSWORD);
          expect(both).not.toContain(encodeURIComponent(PASSWORD));
          expect(both).not.toContain("w@rd");
        }
      }
    },
  );

  test.skipIf(process.platform !== "linux")("is asked for on a terminal, without being shown", async () => {
    const inner = `${process.execPath} ${PROGRAM} check ${url("ready")}`;
    const { stdout, status } = await headroom(["-qec", inner, "/dev/null"], {
      command: ["script"],
      env: { SHELL: "/bin/sh" },
      typed: { after: "Password for user postgres: ", text: `${PASSWORD}\n` },
    });
    expect(stdout).toContain("Password for user postgres: ");
    expect(stdout).toMatch(/READY/);
    expect(stdout).not.toContain(PASSWORD);
    expect(status).toBe(0);
  });
});

describe("the output", () => {
  test("--json is the report of the documentation, and a name with control characters is exact in it", async () => {
    const { stdout, status } = await headroom(["check", url("hostile"), ...MANUAL, "--json"], withPassword);
    const report = reportSchema.strict().parse(JSON.parse(stdout));
    expect(status).toBe(1);
    expect(report.server).toMatchObject({ database: "hostile", user: "postgres", failure: null });
    expect(report.findings.find(({ id }) => id === "publication.exists")?.ways[0]?.sql).toContain(HOSTILE);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  test.each([["for people"], ["as Markdown", "--markdown"]])(
    "nothing that a table is called is obeyed by a terminal, %s",
    async (_, ...options) => {
      const { both } = await headroom(["check", url("hostile"), ...MANUAL, ...options], withPassword);
      expect(both).toContain("evil");
      expect(both.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(both).not.toMatch(/^READY/m);
    },
  );

  test("tables are named as in SQL", async () => {
    const { stdout } = await headroom(
      ["check", url("ready"), "--json", "--table", 'PUBLIC."orders"'],
      withPassword,
    );
    const { target, findings } = reportSchema.parse(JSON.parse(stdout));
    expect(target.scope).toEqual({ kind: "tables", tables: [{ schema: "public", name: "orders" }] });
    expect(findings.find(({ id }) => id === "tables.ownership")?.status).toBe("pass");
  });

  test("--help and --version need no database", async () => {
    const [help, version] = [await headroom(["--help"]), await headroom(["--version"])];
    expect(help).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("headroom <command> [<connection string>] [options]"),
    });
    expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test("is whole when it goes through a pipe that reads slowly, and no fault when the pipe closes early", async () => {
    const command = `${process.execPath} ${PROGRAM} check ${url("ready")} --json`;
    const slow = await headroom([`${command} | (sleep 1; cat)`], {
      ...withPassword,
      command: ["/bin/sh", "-c"],
    });
    expect(reportSchema.parse(JSON.parse(slow.stdout)).verdict).toMatch(/^ready/);
    const early = await headroom([`${command} | head -c 10`], {
      ...withPassword,
      command: ["/bin/sh", "-c"],
    });
    expect(early).toMatchObject({ stdout: '{\n  "forma', stderr: "" });
  });
});
