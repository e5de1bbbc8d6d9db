import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster, type Cluster, type ClusterOptions } from "@/server/embedded/cluster";
import { dumpCatalogue } from "@/server/repair/engine/testing/dump";
import { copyCluster } from "@/server/watched/faults/template";
import { listening } from "@/server/watched/testing/listener";
import { applyReportSchema } from "./json";
import { programIn, type How } from "./testing/program";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-cli-commit-"));
const headroom = programIn(folder);
let cluster: Cluster;
let admin: Client;

beforeAll(async () => {
  const options: ClusterOptions = {
    major: 18,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    settings: { wal_level: "logical", fsync: "off" },
  };
  await copyCluster(options, 0);
  cluster = await startCluster(options);
  admin = new Client({ host: "127.0.0.1", port: cluster.port, user: "postgres", database: "postgres" });
  await admin.connect();
  await admin.query("CREATE ROLE shop; CREATE TABLE orders (id int); ALTER TABLE orders OWNER TO shop");
});
afterAll(async () => {
  await admin.end();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Cut = "after the server had the COMMIT" | "before the server had the COMMIT";

/** A network that breaks once, at the COMMIT of a run, and gives no answer from then on where it is `gone`. */
function breaking(cut: Cut, gone: boolean) {
  let broken = false;
  return listening(
    createServer((client) => {
      if (broken && gone) return void client.destroy();
      const server = connect({ host: "127.0.0.1", port: cluster.port });
      let inRun = false;
      client.on("data", (sent) => {
        inRun ||= sent.includes("pg_current_xact_id");
        if (broken || !inRun || !sent.includes("COMMIT\0")) return void server.write(sent);
        broken = true;
        client.destroy();
        if (cut === "after the server had the COMMIT") server.end(sent);
        else server.destroy();
      });
      server.on("data", (said) => client.writable && client.write(said));
      server.on("error", () => client.destroy());
      server.on("close", () => client.end());
      client.on("close", () => broken || server.end());
    }),
  );
}

const applying = (port: number, options: string[], how: How = {}) =>
  headroom(["apply", `postgresql://postgres@127.0.0.1:${port}/postgres`, "--yes", ...options], how);

test("where the server had the COMMIT the run is applied, and the password and the undo are there", async () => {
  const before = await dumpCatalogue(admin);
  const network = await breaking("after the server had the COMMIT", false);
  const undo = path.join(folder, "applied.json");
  const { status, stdout, stderr } = await applying(network.port, ["--undo-file", undo]);
  await network.close();
  expect(stdout).toContain("Asking the database what became of it.");
  expect(stdout).toMatch(/^APPLIED$/m);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^The password of electric/m);
  expect((await applying(cluster.port, ["--undo", undo])).status).toBe(0);
  expect(await dumpCatalogue(admin)).toEqual(before);
  expect((await applying(cluster.port, ["--undo", undo])).stdout).toMatch(/^NOTHING TO DO/m);
});

test("where it never had it nothing was changed, and there is neither password nor undo", async () => {
  const before = await dumpCatalogue(admin);
  const network = await breaking("before the server had the COMMIT", false);
  const undo = path.join(folder, "lost.json");
  const { status, stdout } = await applying(network.port, ["--undo-file", undo, "--json"]);
  await network.close();
  const report = applyReportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ state: "failed" });
  expect(report.password).toBeUndefined();
  expect(status).toBe(2);
  expect(existsSync(undo)).toBe(false);
  expect(await dumpCatalogue(admin)).toEqual(before);
});

test("Ctrl-C does not stop the asking; a second one does, and says how to ask", async () => {
  const network = await breaking("before the server had the COMMIT", true);
  const undo = path.join(folder, "unanswered.json");
  const [first, second] = ["Asking the database", "The commit was sent already"];
  const sent = new Set<string>();
  const { status, stdout, stderr } = await applying(network.port, ["--undo-file", undo], {
    onOutput(child, written) {
      for (const sign of [first, second])
        if (written.includes(sign) && !sent.has(sign)) {
          sent.add(sign);
          child.kill("SIGINT");
        }
    },
  });
  await network.close();
  expect([...sent]).toEqual([first, second]);
  expect(stdout).not.toMatch(/^(APPLIED|NOTHING CHANGED|CANCELLED)/m);
  expect(stderr).toMatch(/SELECT pg_xact_status\('\d+'\)/);
  expect(existsSync(undo)).toBe(true);
  expect(status).toBe(2);
});

test("an undo takes nothing from an owner whose table was given back by hand meanwhile", async () => {
  const undo = path.join(folder, "handed.json");
  expect((await applying(cluster.port, ["--undo-file", undo])).status).toBe(0);
  await admin.query("ALTER TABLE orders OWNER TO shop");
  expect((await applying(cluster.port, ["--undo", undo])).status).toBe(0);
  const { rows } = await admin.query(
    "SELECT has_table_privilege('shop', 'orders', 'SELECT, INSERT, UPDATE, DELETE') AS works",
  );
  expect(rows).toEqual([{ works: true }]);
});

test("an undo of what somebody else changed since runs nothing, and names it", async () => {
  const undo = path.join(folder, "strange.json");
  expect((await applying(cluster.port, ["--undo-file", undo])).status).toBe(0);
  await admin.query("ALTER TABLE orders OWNER TO postgres");
  const before = await dumpCatalogue(admin);
  const { status, stdout } = await applying(cluster.port, ["--undo", undo]);
  expect(stdout).toContain("Something else changed");
  expect(stdout).toContain("public.orders");
  expect(status).toBe(2);
  expect(await dumpCatalogue(admin)).toEqual(before);
});
