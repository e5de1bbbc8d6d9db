import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { environmentOf, processEnvironment } from "@/lib/connect/environment";
import { connectFacts } from "@/lib/connect/facts";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { sandboxAddress } from "./address";
import { eventually } from "../testing/eventually";
import { postmasterOf } from "../embedded/orphan";
import { configurationOf } from "./electric/configuration";
import { runInstance } from "./electric/instance";
import { haltStandIn, standInState, startStandInOn } from "./electric/stand-in";
import { prepareTraces } from "./electric/traces";
import { PLATFORM } from "./roles";
import { haltSandbox, runningSandbox, runSandbox, sandboxState } from "./sandbox";
import { sandboxClient } from "./session";
import type { SandboxSettings } from "./settings";

let dataDir: string;
let settings: SandboxSettings;
/** The platform's eyes; it takes one of the connections that count. */
let eyes: Client;
/** Other people's connections, as the shop's role. */
let others: Client[] = [];

const folder = () => path.join(dataDir, "sandbox");
/** Returns the facts that Connect computes for the sandbox's database with this pool size. */
const facts = (poolSize: number, target: Partial<Target> = {}) =>
  connectFacts(
    {
      ...sandboxAddress(settings),
      caCertificate: "",
      provider: "other",
      target: { ...defaultTarget, ...target, poolSize },
    },
    null,
  );
const start = (poolSize: number, secondInstance = false) =>
  startStandInOn(folder(), settings, { facts: facts(poolSize), secondInstance });
/** The configuration of an instance that is started by itself. */
async function configuration(poolSize: number) {
  const { password } = await prepareTraces(folder(), settings, { role: "electric", streamId: "default" });
  const environment = environmentOf(facts(poolSize), { password, secret: "a secret" });
  return configurationOf(processEnvironment(environment));
}

async function look(): Promise<void> {
  eyes = sandboxClient({
    port: settings.port,
    user: PLATFORM,
    password: settings.passwords.platform,
    tls: false,
  });
  await eyes.connect();
}

async function openOthers(count: number): Promise<void> {
  others = Array.from({ length: count }, () =>
    sandboxClient({ port: settings.port, user: "shop", password: settings.passwords.shop, tls: true }),
  );
  await Promise.all(others.map((client) => client.connect()));
}

const shopIsGone = () => eventually(async () => expect(await count("usename = 'shop'")).toBe(0));

async function closeOthers(): Promise<void> {
  await Promise.all(others.splice(0).map((client) => client.end()));
  await shopIsGone();
}

async function count(condition: string): Promise<number> {
  const { rows } = await eyes.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE ${condition}`,
  );
  return rows[0]?.n ?? -1;
}

/** Electric's connections as Postgres counts them: [regular, walsenders]. */
const electric = async () =>
  Promise.all([
    count("usename = 'electric' AND backend_type = 'client backend'"),
    count("usename = 'electric' AND backend_type = 'walsender'"),
  ]);

const phases = () => standInState()?.instances.map(({ phase }) => phase);
const leftOvers = async () => {
  const { rows } = await eyes.query(`SELECT
    (SELECT count(*)::int FROM pg_roles WHERE rolname = 'electric') AS roles,
    (SELECT count(*)::int FROM pg_publication) AS publications,
    (SELECT count(*)::int FROM pg_replication_slots) AS slots,
    (SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'electric') AS connections`);
  return rows[0];
};
const NOTHING = { roles: 0, publications: 0, slots: 0, connections: 0 };

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "headroom-stand-in-"));
  settings = await runSandbox(dataDir);
  runningSandbox()?.shop.setLoad(0);
  await look();
  await shopIsGone();
});

afterEach(async () => {
  await haltStandIn();
  await closeOthers();
});

afterAll(async () => {
  await eyes.end();
  await haltSandbox(dataDir);
  rmSync(dataDir, { recursive: true });
});

describe("with room for it", () => {
  test.each([
    [20, 4, 16],
    [10, 2, 8],
    [2, 1, 1],
  ])(
    "a pool of %i holds %i + %i connections and a walsender, without a name",
    async (pool, admin, snapshot) => {
      await start(pool);
      await expect.poll(phases).toEqual(["active"]);
      expect(standInState()?.instances[0]?.held).toEqual({ admin, snapshot, walsenders: 1 });
      expect(await electric()).toEqual([pool, 1]);
      expect(await count("usename = 'electric' AND application_name <> ''")).toBe(0);
    },
  );

  test("it streams its slot, whose walsender holds the advisory lock, from a publication of its own", async () => {
    await start(4);
    await expect.poll(phases).toEqual(["active"]);
    const { rows } = await eyes.query(`SELECT s.active, s.plugin, s.failover,
        l.pid = s.active_pid AS same, l.granted, p.pubgencols, pg_get_userbyid(p.pubowner) AS owner
      FROM pg_replication_slots AS s, pg_publication AS p, pg_locks AS l
      WHERE s.slot_name = 'electric_slot_default' AND p.pubname = 'electric_publication_default'
        AND l.locktype = 'advisory' AND l.objsubid = 1
        AND hashtext(s.slot_name) = (l.classid::bigint << 32) | l.objid::bigint`);
    expect(rows).toEqual([
      {
        active: true,
        plugin: "pgoutput",
        failover: false,
        same: true,
        granted: true,
        pubgencols: "s",
        owner: "electric",
      },
    ]);
  });

  test("it reports what it was sent, so that its slot keeps no WAL and Postgres does not end it", async () => {
    await eyes.query("ALTER DATABASE postgres SET wal_sender_timeout = '5s'");
    await start(2);
    await expect.poll(phases).toEqual(["active"]);
    const pid = async () =>
      (await eyes.query<{ pid: number }>("SELECT active_pid AS pid FROM pg_replication_slots")).rows[0]?.pid;
    const first = await pid();
    // Postgres ends a walsender that it has not heard of for that long; this one outlives it by far.
    const oldEnough = async () =>
      (
        await eyes.query<{ old: boolean }>(
          "SELECT clock_timestamp() - backend_start > interval '9 s' AS old FROM pg_stat_activity WHERE pid = $1",
          [first],
        )
      ).rows[0]?.old ?? "ended";
    do {
      const { rows } = await eyes.query<{ at: string }>(
        "SELECT pg_logical_emit_message(false, 'a test', 'x', true) AS at",
      );
      const confirmed = async () =>
        (
          await eyes.query<{ past: boolean }>(
            "SELECT confirmed_flush_lsn >= $1::pg_lsn AS past FROM pg_replication_slots",
            [rows[0]?.at],
          )
        ).rows[0]?.past;
      await expect.poll(confirmed).toBe(true);
    } while ((await oldEnough()) === false);
    expect(await pid()).toBe(first);
    await eyes.query("ALTER DATABASE postgres RESET wal_sender_timeout");
  });
});

describe("with the environment that Connect prints", () => {
  test("it is started with exactly that: role, names and pool, and it shows it without its secrets", async () => {
    const wanted = facts(4, { role: "Elec tric", streamId: "Shop_1" });
    await startStandInOn(folder(), settings, { facts: wanted, secondInstance: false });
    await expect.poll(phases).toEqual(["active"]);
    expect(standInState()?.environment).toEqual(
      environmentOf(wanted).variables.map(({ name, value }) => ({ name, value })),
    );
    expect(JSON.stringify(standInState())).toContain("REPLACE_WITH_PASSWORD");
    const { rows } = await eyes.query(`SELECT slot_name, count(a.pid)::int AS backends
      FROM pg_replication_slots, pg_stat_activity AS a
      WHERE a.usename = 'Elec tric' AND a.backend_type = 'client backend' GROUP BY slot_name`);
    expect(rows).toEqual([{ slot_name: "electric_slot_shop_1", backends: 4 }]);
  });

  test("under other names the traces of the first go", async () => {
    await start(4);
    await startStandInOn(folder(), settings, {
      facts: facts(4, { streamId: "other" }),
      secondInstance: false,
    });
    await expect.poll(phases).toEqual(["active"]);
    const slots = async () => (await eyes.query("SELECT slot_name FROM pg_replication_slots")).rows;
    expect(await slots()).toEqual([{ slot_name: "electric_slot_other" }]);
    await haltStandIn();
    await expect.poll(leftOvers).toEqual(NOTHING);
  });
});

describe("without room for it", () => {
  test("it holds its admin pool and the walsender, is refused, and becomes active when there is room", async () => {
    // 22 usable; the eyes take one of the 25, the others two: one less than 20 are left.
    await openOthers(2);
    await start(20);
    // How many of a try are refused depends on how fast the others of it were let in.
    await expect.poll(() => standInState()?.instances[0]?.refused ?? 0).toBeGreaterThan(2);
    await expect.poll(electric).toEqual([4, 1]);
    const [instance] = standInState()?.instances ?? [];
    expect(instance).toMatchObject({
      phase: "snapshot pool",
      held: { admin: 4, snapshot: 0, walsenders: 1 },
      error: expect.stringContaining("remaining connection slots are reserved"),
    });
    await closeOthers();
    await expect.poll(phases).toEqual(["active"]);
    expect(await electric()).toEqual([20, 1]);
    expect(standInState()?.instances[0]).toMatchObject({ refused: 0, error: null });
  });
});

describe("two instances", () => {
  test("the second waits for the lock with its admin pool and a walsender", async () => {
    await start(8, true);
    await expect.poll(phases).toEqual(["active", "lock"]);
    await expect.poll(electric).toEqual([8 + 2, 2]);
    expect(standInState()?.instances[1]?.held).toEqual({ admin: 2, snapshot: 0, walsenders: 1 });
    await haltStandIn();
    await expect.poll(leftOvers).toEqual(NOTHING);
  });

  test("the second takes over when the first goes", async () => {
    const eight = await configuration(8);
    const first = runInstance(eight);
    await expect.poll(() => first.state().phase).toBe("active");
    const second = runInstance(eight);
    await expect.poll(() => second.state().phase).toBe("lock");
    await first.stop();
    await expect.poll(() => second.state().phase).toBe("active");
    await expect.poll(electric).toEqual([8, 1]);
    await second.stop();
  });
});

describe("what is done to it", () => {
  beforeEach(async () => {
    await start(8);
    await expect.poll(phases).toEqual(["active"]);
  });

  test("its walsender is killed: it comes back", async () => {
    const walsender = "usename = 'electric' AND backend_type = 'walsender'";
    const pids = async () =>
      (await eyes.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE ${walsender}`)).rows;
    const before = await pids();
    await eyes.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${walsender}`);
    await expect
      .poll(async () => [phases(), await electric(), (await pids())[0]?.pid === before[0]?.pid])
      .toEqual([["active"], [8, 1], false]);
  });

  test("a connection of a pool is killed: another is opened, and it stays active", async () => {
    await eyes.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'electric' AND backend_type = 'client backend' LIMIT 1",
    );
    await expect.poll(electric).toEqual([8, 1]);
    expect(phases()).toEqual(["active"]);
  });

  test("started anew it takes the new pool size and keeps its slot", async () => {
    await start(4);
    await expect.poll(async () => [phases(), await electric()]).toEqual([["active"], [4, 1]]);
  });

  test("stopped it leaves nothing", async () => {
    await haltStandIn();
    expect(standInState()).toBeNull();
    await expect.poll(leftOvers).toEqual(NOTHING);
  });
});

describe("what was there before it, or built on it, stays", () => {
  const admin = async (sql: string) => {
    const client = sandboxClient({
      port: settings.port,
      user: "postgres",
      password: settings.passwords.admin,
      tls: true,
    });
    await client.connect();
    await client.query(sql);
    await client.end();
  };

  test("an admin's role and publication stay; it uses the role and says so", async () => {
    await admin("CREATE ROLE electric LOGIN REPLICATION; GRANT CREATE ON DATABASE postgres TO electric");
    await admin("CREATE PUBLICATION electric_publication_default");
    await start(4);
    await expect.poll(phases).toEqual(["active"]);
    expect(standInState()?.borrowedRole).toBe(true);
    await haltStandIn();
    await expect.poll(leftOvers).toEqual({ roles: 1, publications: 1, slots: 0, connections: 0 });
    await admin("DROP PUBLICATION electric_publication_default");
    await admin("REVOKE CREATE ON DATABASE postgres FROM electric; DROP ROLE electric");
  });

  test("an admin's slot stays beside an admin's publication, because Electric keeps both", async () => {
    await admin("CREATE PUBLICATION electric_publication_default");
    await admin(
      "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true)",
    );
    await start(4);
    await expect.poll(phases).toEqual(["active"]);
    await haltStandIn();
    const { rows } = await eyes.query("SELECT slot_name, failover, active FROM pg_replication_slots");
    expect(rows).toEqual([{ slot_name: "electric_slot_default", failover: true, active: false }]);
    await admin("SELECT pg_drop_replication_slot('electric_slot_default')");
    await admin("DROP PUBLICATION electric_publication_default");
    await expect.poll(leftOvers).toEqual(NOTHING);
  });

  test.each([
    ["a grant", "GRANT SELECT ON products TO electric", "REVOKE SELECT ON products FROM electric"],
    ["a membership", "GRANT shop TO electric", "REVOKE shop FROM electric"],
    [
      "a connection limit",
      "ALTER ROLE electric CONNECTION LIMIT 20",
      "ALTER ROLE electric CONNECTION LIMIT -1",
    ],
  ])("its role stays while it has %s, and goes with the next stop without", async (_what, build, undo) => {
    await start(4);
    await expect.poll(phases).toEqual(["active"]);
    await eyes.query(build);
    await haltStandIn();
    await expect.poll(leftOvers).toEqual({ roles: 1, publications: 0, slots: 0, connections: 0 });
    await eyes.query(undo);
    await start(4);
    await haltStandIn();
    await expect.poll(leftOvers).toEqual(NOTHING);
  });

  test("its publication stays while a table is in it, and so does the role that owns it", async () => {
    await start(4);
    await expect.poll(phases).toEqual(["active"]);
    await eyes.query("ALTER PUBLICATION electric_publication_default ADD TABLE products");
    await haltStandIn();
    await expect.poll(leftOvers).toEqual({ roles: 1, publications: 1, slots: 0, connections: 0 });
    await eyes.query("ALTER PUBLICATION electric_publication_default DROP TABLE products");
    await start(4);
    await haltStandIn();
    await expect.poll(leftOvers).toEqual(NOTHING);
  });
});

describe("after a crash", () => {
  const restart = async () => {
    await runSandbox(dataDir);
    runningSandbox()?.shop.setLoad(0);
    await look();
  };

  test("of Postgres it comes back by itself when the sandbox is started again", async () => {
    await start(8);
    await expect.poll(phases).toEqual(["active"]);
    const postmaster = postmasterOf(path.join(folder(), "data"));
    if (postmaster === null) throw new Error("The sandbox does not run.");
    process.kill(postmaster, "SIGKILL");
    await expect.poll(sandboxState).toBe("stopped");
    await expect.poll(phases).not.toEqual(["active"]);
    await restart();
    await expect.poll(async () => [phases(), await electric()]).toEqual([["active"], [8, 1]]);
  });

  test("of this server the next start of the sandbox takes away what the stand-in left", async () => {
    // As a killed server leaves it, without a clean-up.
    const lost = runInstance(await configuration(4));
    await expect.poll(() => lost.state().phase).toBe("active");
    await lost.stop();
    expect(await leftOvers()).toMatchObject({ roles: 1, publications: 1, slots: 1 });
    await haltSandbox(dataDir);
    await restart();
    expect(await leftOvers()).toEqual(NOTHING);
  });

  test("a sandbox that is stopped stops the stand-in first", async () => {
    await start(8);
    await expect.poll(phases).toEqual(["active"]);
    await haltSandbox(dataDir);
    expect(standInState()).toBeNull();
    await restart();
    expect(await leftOvers()).toEqual(NOTHING);
  });
});
