import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import { newPassword, verifierOf } from "./scram";

const ADMIN = "the admin's own";

describe.each([14, 18] as const)("on Postgres %i, where everybody signs in over scram-sha-256", (major) => {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-scram-"));
  let cluster: Cluster;
  let admin: Client;

  const as = async (user: string, password: string) => {
    const client = new Client({
      host: "127.0.0.1",
      port: cluster.port,
      user,
      password,
      database: "postgres",
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };

  beforeAll(async () => {
    const dataDir = path.join(folder, "data");
    cluster = await startCluster({
      major,
      dataDir,
      superuser: "postgres",
      password: ADMIN,
      settings: { fsync: "off" },
    });
    admin = await as("postgres", ADMIN);
  });
  afterAll(async () => {
    await admin.end();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Makes a role with a verifier, or lets Postgres make it from the password; returns what Postgres keeps. */
  async function kept(role: string, secret: string): Promise<string> {
    await admin.query(`DROP ROLE IF EXISTS ${quoteIdentifier(role)}`);
    await admin.query("SET password_encryption = 'scram-sha-256'");
    await admin.query(`CREATE ROLE ${quoteIdentifier(role)} LOGIN PASSWORD ${quoteLiteral(secret)}`);
    const { rows } = await admin.query<{ rolpassword: string }>(
      "SELECT rolpassword FROM pg_authid WHERE rolname = $1",
      [role],
    );
    return rows[0]?.rolpassword ?? "";
  }

  test("a role made with the verifier signs in with the password, and with no other", async () => {
    const { password, verifier } = newPassword();
    expect(await kept("made", verifier)).toBe(verifier);
    const client = await as("made", password);
    const { rows } = await client.query<{ current_user: string }>("SELECT current_user");
    await client.end();
    expect(rows).toEqual([{ current_user: "made" }]);
    await expect(as("made", `${password}x`)).rejects.toMatchObject({ code: "28P01" });
    await expect(as("made", verifier)).rejects.toMatchObject({ code: "28P01" });
  });

  test.each([
    ["ASCII", "pa:ss/w@rd 'quoted' \\ $$"],
    ["an emoji", "hush \u{1f680}"],
    ["a decomposed letter", "e\u0301te\u0301"],
    ["spaces beyond ASCII", "a\u00a0b\u3000c"],
    ["a soft hyphen", "a\u00adb"],
    ["a ligature", "\ufb01n"],
    ["Hebrew, from right to left", "\u05e9\u05dc\u05d5\u05dd"],
    ["a mixture that SASLprep does not allow", "\u05e9abc"],
    ["Chinese", "\u5bc6\u7801"],
  ])("of %s Postgres itself makes the same verifier, and it signs in", async (_, password) => {
    const own = await kept("compared", password);
    const salt = Buffer.from(/:([^$]+)\$/.exec(own)?.[1] ?? "", "base64");
    expect(verifierOf(password, salt)).toBe(own);
    await kept("compared", verifierOf(password));
    await (await as("compared", password)).end();
  });
});
