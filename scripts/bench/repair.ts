import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { targetSchema } from "@/lib/target/schema";
import { startCluster } from "@/server/embedded/cluster";
import { planOn } from "@/server/repair/engine/plan";
import { repairing } from "@/server/repair/engine/recipe";
import { runPlan } from "@/server/repair/engine/run";
import { loginTo } from "@/server/watched/faults/login-to";
import { line, median, ms } from "./figures";
import { Tidy } from "./tidy";

/** Prints for how long a repair holds its locks, and how long a writer's slowest statement took meanwhile. */

const SIZES = [10, 100, 1_000];
const RUNS = 3;
const target = targetSchema.parse({ strategy: "owner", environment: "development" });
const wanted = { kind: "ready" } as const;
const tidy = new Tidy();

const tables = (count: number): string => `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  DO $$ BEGIN FOR i IN 1..${count} LOOP
    EXECUTE format('CREATE TABLE t%s (id bigserial PRIMARY KEY, v text)', i);
    EXECUTE format('INSERT INTO t%s (v) VALUES (''x'')', i);
  END LOOP; END $$;
  RESET ROLE;`;

/** An application that updates one table after the other, as fast as it can; returns its slowest statement, ms. */
function startWriter(client: Client, count: number): () => Promise<{ slowest: number; statements: number }> {
  let going = true;
  let slowest = 0;
  let statements = 0;
  const writing = (async () => {
    for (let i = 1; going; i = (i % count) + 1) {
      const begun = performance.now();
      await client.query(`UPDATE t${i} SET v = 'y' WHERE id = 1`);
      slowest = Math.max(slowest, performance.now() - begun);
      statements += 1;
    }
  })();
  return async () => {
    going = false;
    await writing;
    return { slowest, statements };
  };
}

try {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
  tidy.later(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster({
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    settings: { wal_level: "logical", max_locks_per_transaction: "512" },
  });
  tidy.later(() => cluster.stop());
  const connect = async (database: string, user: string) => {
    const client = new Client({ host: "127.0.0.1", port: cluster.port, database, user });
    await client.connect();
    return client;
  };
  for (const count of SIZES) {
    const locks: number[] = [];
    const trials: number[] = [];
    const slowest: number[] = [];
    const whole: number[] = [];
    const tries: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const name = `repair_${count}_${run}`;
      const keeper = await connect("postgres", "postgres");
      await keeper.query(`CREATE DATABASE ${quoteIdentifier(name)}`);
      const admin = await connect(name, "postgres");
      await admin.query(tables(count));
      await admin.query("VACUUM ANALYZE");
      const login = loginTo(cluster.port, name, "postgres");
      const planned = await planOn(login, target, wanted, {});
      if ("connection" in planned) throw new Error("There was no session.");
      const app = await connect(name, "app");
      const stop = startWriter(app, count);
      let attempts = 1;
      const begun = performance.now();
      const ended = await runPlan({
        login,
        recipe: repairing(target, wanted, {}),
        fingerprint: planned.fingerprint,
        dry: false,
        onProgress: ({ attempt }) => void (attempts = attempt),
      });
      tries.push(attempts);
      whole.push(performance.now() - begun);
      const writer = await stop();
      if (ended.state !== "applied") throw new Error(ended.says);
      locks.push(ended.lockMs ?? 0);
      trials.push(ended.trialMs ?? 0);
      slowest.push(writer.slowest);
      await app.end();
      await admin.query(
        "REASSIGN OWNED BY app, electric TO postgres; DROP OWNED BY app, electric; DROP ROLE app, electric",
      );
      await admin.end();
      await keeper.query(`DROP DATABASE ${quoteIdentifier(name)}`);
      await keeper.end();
    }
    console.log(`${count} tables by the strategy owner, a writer beside it, ${RUNS} runs`);
    line("locks held, median", ms(median(locks)));
    line("  longest", ms(Math.max(...locks)));
    line("  of that the trial as Electric, median", ms(median(trials)));
    const without = locks.map((lock, run) => lock / Math.max(1, lock - (trials[run] ?? 0)));
    line("  times the locks without it, median", median(without).toFixed(2));
    line("writer's slowest statement, median", ms(median(slowest)));
    line("  longest", ms(Math.max(...slowest)));
    line("whole run with its checks, median", ms(median(whole)));
    line("tries until every lock was free", tries.join(", "));
  }
} finally {
  await tidy.all();
}
