import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { MAJORS } from "./binaries";
import { startCluster } from "./cluster";

test.each(MAJORS)("Postgres %i starts, answers as itself, and leaves nothing running", async (major) => {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-cluster-"));
  const cluster = await startCluster({ major, dataDir: path.join(folder, "data"), superuser: "postgres" });
  const client = new Client({
    host: "127.0.0.1",
    port: cluster.port,
    user: "postgres",
    database: "postgres",
  });
  await client.connect();
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int / 10000 AS major");
  await client.end();
  await cluster.stop();
  expect(rows).toEqual([{ major }]);
  expect(() => process.kill(cluster.pid, 0)).toThrow();
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform !== "linux")(
  "a superuser reads no secret of Headroom's in its Postgres' environment",
  async () => {
    vi.stubEnv("HEADROOM_SECRET", "planted in the environment");
    const folder = mkdtempSync(path.join(tmpdir(), "headroom-cluster-"));
    const cluster = await startCluster({
      major: 18,
      dataDir: path.join(folder, "data"),
      superuser: "postgres",
      settings: { fsync: "off" },
    });
    vi.unstubAllEnvs();
    const client = new Client({
      host: "127.0.0.1",
      port: cluster.port,
      user: "postgres",
      database: "postgres",
    });
    await client.connect();
    await client.query("CREATE TABLE found (line text)");
    await client.query("COPY found FROM PROGRAM 'env'");
    const { rows } = await client.query("SELECT string_agg(line, ' ') AS own FROM found");
    await client.end();
    await cluster.stop();
    rmSync(folder, { recursive: true });
    expect(rows).toEqual([{ own: expect.stringContaining("PATH=") }]);
    expect(JSON.stringify(rows)).not.toContain("planted");
  },
);
