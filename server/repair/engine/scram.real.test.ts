import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import { UnusablePassword } from "./saslprep";
import { newPassword, verifierOf } from "./scram";

const ADMIN = "the admin's own";
const READ_VERIFIER = "SELECT rolpassword AS verifier FROM pg_catalog.pg_authid WHERE rolname = 'compared'";

const saltOf = (verifier: string) => Buffer.from(/:([^$]+)\$/.exec(verifier)?.[1] ?? "", "base64");

/** Returns the characters that NFKC changes by themselves, of all planes. */
function charactersThatChange(): string[] {
  const all = Array.from({ length: 0x30000 }, (_, code) => code).filter(
    (code) => (code & 0x1ff800) !== 0xd800,
  );
  return all.map((code) => String.fromCodePoint(code)).filter((one) => one.normalize("NFKC") !== one);
}

const inParts = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Returns the verifier with the salt of another, after one iteration; null where the password is refused. */
function verifierUnlessRefused(password: string, other: string): string | null {
  try {
    return verifierOf(password, saltOf(other), 1);
  } catch (error) {
    if (error instanceof UnusablePassword) return null;
    throw error;
  }
}

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
    await admin.query("CREATE EXTENSION dblink");
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

  /** Signs in from the server itself, through libpq; returns the name of the session's role. */
  async function throughLibpq(user: string, password: string): Promise<string | undefined> {
    const value = `'${password.replaceAll(/['\\]/g, "\\$&")}'`;
    const to = `host=127.0.0.1 port=${cluster.port} dbname=postgres user=${user} password=${value}`;
    const { rows } = await admin.query<{ name: string }>(
      "SELECT name FROM dblink($1, 'SELECT current_user') AS session (name text)",
      [to],
    );
    return rows[0]?.name;
  }

  test.each([
    ["ASCII", "pa:ss/w@rd 'quoted' \\ $$"],
    ["an emoji", "hush \u{1f680}"],
    ["a decomposed letter", "e\u0301te\u0301"],
    ["spaces beyond ASCII", "a\u00a0b\u3000c"],
    ["a soft hyphen", "a\u00adb"],
    ["a ligature", "\ufb01n"],
    ["a superscript beside the euro sign", "5\u20ac/m\u00b2"],
    ["an ellipsis between dashes", "\u2013\u2026\u2013"],
    ["Hebrew, from right to left", "\u05e9\u05dc\u05d5\u05dd"],
    ["a mixture that SASLprep does not allow", "\u05e9abc"],
    ["an unassigned code point", "a\u0378b"],
    ["Chinese", "\u5bc6\u7801"],
  ])("of %s Postgres itself makes the same verifier, and it signs in", async (_, password) => {
    const own = await kept("compared", password);
    expect(verifierOf(password, saltOf(own))).toBe(own);
    await kept("compared", verifierOf(password));
    expect(await throughLibpq("compared", password)).toBe("compared");
    await (await as("compared", password)).end();
  });

  test.each([
    ["joined emoji", "\u{1f468}\u200d\u{1f469}"],
    ["an emoji beside a ligature", "\u{1f680}\ufb01"],
    ["only what is mapped to nothing", "\u00ad\u00ad"],
    ["Hebrew beside Latin letters, with a soft hyphen", "\u05e9\u00adabc"],
    ["Hebrew that ends in a digit, with a soft hyphen", "\u05e9\u00ad1"],
  ])("%s, which SASLprep prohibits, sign in by their bytes through libpq", async (_, password) => {
    // Not with node-postgres, which maps and normalises what SASLprep prohibits too.
    const own = await kept("compared", password);
    expect(verifierOf(password, saltOf(own))).toBe(own);
    await kept("compared", verifierOf(password));
    expect(await throughLibpq("compared", password)).toBe("compared");
    await expect(throughLibpq("compared", `${password}x`)).rejects.toMatchObject({ code: "08001" });
  });

  /** Has Postgres hash passwords one after the other, in one message; returns what it keeps. */
  async function verifiersOf(passwords: string[]): Promise<string[]> {
    const sql = passwords.map(
      (password) => `ALTER ROLE compared PASSWORD ${quoteLiteral(password)}; ${READ_VERIFIER}`,
    );
    const answers = [await admin.query<{ verifier: string }>(sql.join(";"))].flat();
    return answers.flatMap(({ rows }) => rows.map(({ verifier }) => verifier));
  }

  test.runIf(major === 18)(
    "each character that normalisation changes is hashed alike, or refused",
    async () => {
      const changed = charactersThatChange();
      const passwords = changed.flatMap((one) => [`a${one}`, `\u05d0${one}\u05d0`]);
      await kept("compared", "any");
      await admin.query("SET scram_iterations = 1");
      const verifiers: string[] = [];
      for (const some of inParts(passwords, 500)) verifiers.push(...(await verifiersOf(some)));
      await admin.query("RESET scram_iterations");
      const ours = passwords.map((password, at) => verifierUnlessRefused(password, verifiers[at] ?? ""));
      const different = passwords.filter((_, at) => ours[at] !== null && ours[at] !== verifiers[at]);
      expect(verifiers).toHaveLength(passwords.length);
      expect(different).toEqual([]);
      // Those beside Latin letters that are refused: newer than Unicode 3.2 or written from right to left.
      expect(changed.filter((_, at) => ours[2 * at] !== null).length).toBeGreaterThan(3_000);
    },
  );
});
