import { describe, expect, test } from "vitest";
import { outlookOf } from "@/lib/access-rules/outlook";
import type { AccessRules, Verifier } from "@/lib/snapshot/access-rules";
import { defaultTarget } from "@/lib/target/schema";
import { readAccessRules } from "./access-rules";
import { withDatabase } from "./faults/harness";
import { GuardedClient } from "./guarded-client";
import { logIn, turnTlsOn, withRules } from "./testing/access-rules";

/** cases/09 and cases/12: roles by how their password is kept. */
const ROLES = {
  electric: "scram-sha-256",
  electric_md5: "md5",
  electric_none: "none",
  'Odd "Röle"': "scram-sha-256",
} as const satisfies Record<string, Verifier>;

const USERS = ["electric", "electric_md5", "electric_none", 'Odd "Röle"'] as const;
/** Files that are generated for each version. */
const FILES = 20;

const roles = (database: string): string[] => [
  "CREATE ROLE readers; CREATE ROLE nobody_else; SET password_encryption = 'scram-sha-256'",
  `CREATE ROLE electric LOGIN REPLICATION PASSWORD 'right' NOINHERIT; CREATE ROLE "Odd ""Röle""" LOGIN REPLICATION PASSWORD 'right'`,
  "CREATE ROLE electric_none LOGIN REPLICATION",
  "SET password_encryption = 'md5'; CREATE ROLE electric_md5 LOGIN REPLICATION PASSWORD 'right'; RESET password_encryption",
  `CREATE ROLE "${database}"; CREATE ROLE middle; GRANT readers TO middle; GRANT middle TO electric; GRANT "${database}" TO electric_md5`,
];

/** Returns numbers from 0 to below 1, the same for every run (a linear congruential generator, Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const TYPES = ["host", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"];
const ADDRESSES = [
  "all",
  "all",
  "all",
  "127.0.0.1/32",
  "127.0.0.5/32",
  "127.0.0.0/8",
  "127.0.0.0 255.0.0.254",
  "0.0.0.0/0",
  "::/0",
  "10.0.0.0/8",
  "samehost",
  "samenet",
];
const PASSWORDS = ["scram-sha-256", "md5", "password"];
const METHODS = [
  ...PASSWORDS,
  ...PASSWORDS,
  "scram-sha-256",
  "scram-sha-256",
  "trust",
  "reject",
  "ident",
  "cert",
];

function lineOf(pick: <T>(from: readonly T[]) => T, database: string, major: number): string {
  const patterns = major >= 16 ? [`"/^case_"`, `"/^${database}$"`, `"/nomatch"`] : [`"/^case_"`];
  const databases = [
    "all",
    database,
    "postgres",
    "replication",
    "samerole",
    "sameuser",
    `postgres,${database}`,
  ];
  const names = [
    "all",
    "electric",
    "electric_md5",
    "electric_none",
    `"Odd ""Röle"""`,
    "+readers",
    "+electric",
  ];
  const users = [
    "all",
    ...names,
    "+nobody_else",
    "electric,electric_none",
    ...(major >= 16 ? [`"/^electric_"`, `"/RÖLE|r.le"`] : []),
  ];
  const method = pick(METHODS);
  const type = method === "cert" ? "hostssl" : pick(TYPES);
  const certificate =
    type === "hostssl" && method !== "cert" && pick([0, 1, 2, 3]) === 0 ? " clientcert=verify-ca" : "";
  return `${type} ${pick([...databases, ...patterns])} ${pick(users)} ${pick(ADDRESSES)} ${method}${certificate}`;
}

/** Returns what the evaluator foretells: `in`, a SQLSTATE, or null where it says that only the server can tell. */
function foretold(
  access: AccessRules,
  user: keyof typeof ROLES,
  database: string,
  encrypted: boolean,
  from: string,
) {
  const client = { role: user, database, memberOf: new Set(access.memberOf), encrypted };
  const [answer] = outlookOf({ ...access, electricAddresses: [from] }, client, ROLES[user]).answers;
  if (answer === undefined || answer.kind === "undecided") return null;
  if (answer.kind === "none" || answer.admission.kind === "refuses") return "28000";
  return answer.admission.kind === "password" ? "28P01" : "in";
}

test.each([14, 18] as const)(
  "Postgres %i: what the evaluator says of generated access rules is what a login gets",
  async (major) => {
    await withDatabase({ major }, async ({ admin, port, name }) => {
      for (const sql of roles(name)) await admin.query(sql);
      await turnTlsOn(admin);
      const guarded = new GuardedClient(admin);
      const random = randomFrom(major);
      const pick = <T>(from: readonly T[]): T => {
        const [one] = from.slice(Math.floor(random() * from.length));
        if (one === undefined) throw new Error("there is nothing to pick from");
        return one;
      };
      const seen = new Map<string, number>();
      await withRules(admin, "", async (replace) => {
        for (let at = 0; at < FILES; at += 1) {
          const lines = Array.from({ length: 6 }, () => lineOf(pick, name, major)).join("\n");
          await replace(lines);
          for (const user of USERS) {
            const access = await readAccessRules(guarded, { ...defaultTarget, role: user }, major * 10_000);
            if (access === null) throw new Error("a superuser reads the rules");
            expect(access.rules.filter(({ error }) => error)).toEqual([]);
            for (const encrypted of [true, false]) {
              const from = pick(["127.0.0.1", "127.0.0.5"]);
              const expected = foretold(access, user, name, encrypted, from);
              const replication = pick([true, false]);
              const attempt = { port, database: name, user, password: "right", encrypted, from, replication };
              const got = expected === null ? "undecided" : await logIn(attempt);
              seen.set(got, (seen.get(got) ?? 0) + 1);
              if (expected !== null)
                expect({ lines, attempt, got }).toEqual({ lines, attempt, got: expected });
            }
          }
        }
      });
      // Every answer came up, and few were left to the server.
      for (const answer of ["in", "28000", "28P01"]) expect(seen.get(answer) ?? 0).toBeGreaterThan(2);
      expect(seen.get("undecided") ?? 0).toBeLessThan(FILES * 2);
    });
  },
);

describe.each([14, 18] as const)("Postgres %i", (major) => {
  const GOOD =
    "SET password_encryption = 'scram-sha-256'; CREATE ROLE electric LOGIN REPLICATION PASSWORD 'x'";

  test("a file without a line for Electric's role fails, and the line that the check offers lets it in", async () => {
    await withDatabase({ major, sql: GOOD }, async ({ admin, port, name, findingOf }) => {
      expect((await findingOf("role.access_rules")).status).toBe("pass");
      const rules = "host all app 127.0.0.1/32 scram-sha-256\nhost replication all all trust";
      await withRules(admin, rules, async (replace) => {
        const finding = await findingOf("role.access_rules");
        expect(finding).toMatchObject({ status: "fail", objects: ["electric"] });
        expect(finding.found).toContain("no line of pg_hba.conf is for electric");
        const [, line = ""] = /: (host\S* .*)$/.exec(finding.ways[0]?.says ?? "") ?? [];
        await replace(line.replace("<address of Electric>", "127.0.0.1"));
        expect((await findingOf("role.access_rules")).status).toBe("pass");
        const encrypted = line.startsWith("hostssl");
        const login = { port, database: name, user: "electric", password: "x", encrypted, from: "127.0.0.1" };
        expect(await logIn({ ...login, replication: true })).toBe("in");
      });
    });
  });

  test("a method that Electric does not speak fails with the line, another address warns with both", async () => {
    await withDatabase({ major, sql: GOOD }, async ({ admin, findingOf }) => {
      await withRules(admin, "host all all all ident", async (replace) => {
        const ident = await findingOf("role.access_rules");
        expect(ident.status).toBe("fail");
        expect(ident.found).toContain("line 2 of pg_hba.conf asks an ident server");
        await replace("host all all 127.0.0.1/32 reject\nhost all all 10.0.0.0/8 scram-sha-256");
        const elsewhere = await findingOf("role.access_rules");
        expect(elsewhere.status).toBe("warn");
        expect(elsewhere.found).toContain("line 2 of pg_hba.conf refuses every session (127.0.0.1");
        expect(elsewhere.found).toContain("line 3 of pg_hba.conf (scram-sha-256, from 10.0.0.0/8)");
      });
    });
  });

  test("a line with an error is named by its number, and nothing is said of the rest", async () => {
    await withDatabase({ major, sql: GOOD }, async ({ admin, findingOf, look }) => {
      const file = "host all all 10.0.0.0/99 scram-sha-256 ldapbindpasswd=secret";
      await withRules(admin, file, async () => {
        const finding = await findingOf("role.access_rules");
        expect(finding).toMatchObject({ status: "warn", objects: ["line 2 of pg_hba.conf"] });
        expect(JSON.stringify(await look())).not.toContain("secret");
      });
    });
  });

  test("a role without a password and one with an md5 hash are judged by the method that meets them", async () => {
    const sql = `${GOOD}; ALTER ROLE electric PASSWORD NULL`;
    await withDatabase({ major, sql }, async ({ admin, findingOf }) => {
      expect((await findingOf("role.password")).status).toBe("pass");
      await withRules(admin, "host all all all scram-sha-256", async (replace) => {
        const none = await findingOf("role.password");
        expect(none).toMatchObject({ status: "fail", objects: ["electric"] });
        expect(none.found).toContain("line 2 of pg_hba.conf asks for a password");
        await admin.query("SET password_encryption = 'md5'; ALTER ROLE electric PASSWORD 'x'");
        expect((await findingOf("role.password")).found).toContain("kept as an md5 hash");
        await admin.query((none.ways[0]?.sql ?? "").replace("<a new password>", "x"));
        expect((await findingOf("role.password")).status).toBe("pass");
        await replace("host all all 127.0.0.1/32 trust\nhost all all all scram-sha-256");
        await admin.query("ALTER ROLE electric PASSWORD NULL");
        expect((await findingOf("role.password")).status).toBe("warn");
      });
    });
  });

  test("a visitor that may read neither is told nothing, and one that was let read the rules is told those", async () => {
    const sql = `${GOOD}; CREATE ROLE visitor LOGIN`;
    await withDatabase({ major, sql, visitor: "visitor" }, async ({ admin, findingOf }) => {
      for (const id of ["role.password", "role.access_rules"])
        expect((await findingOf(id)).status).toBe("not applicable");
      await admin.query("GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO visitor");
      expect((await findingOf("role.access_rules")).status).toBe("pass");
    });
  });

  test("a refused login tells what refused it: the rules, the role or the method", async () => {
    const sql = `${GOOD}; CREATE ROLE idle NOLOGIN`;
    await withDatabase({ major, sql }, async ({ admin, visit }) => {
      const refusedAs = async (role: string) => (await visit({}, role)).connection.failure;
      const rules = "host all idle all trust\nhost all electric all ident\nhost all app all reject";
      await withRules(admin, rules, async () => {
        expect(await refusedAs("idle")).toMatchObject({ sqlstate: "28000", refusedBy: "role" });
        expect(await refusedAs("electric")).toMatchObject({ sqlstate: "28000", refusedBy: "method" });
        expect(await refusedAs("app")).toMatchObject({ sqlstate: "28000", refusedBy: "access rules" });
        expect(await refusedAs("another")).toMatchObject({ sqlstate: "28000", refusedBy: "access rules" });
      });
    });
  });

  test("hostile names of role and database are names in every line that is offered", async () => {
    const role = `e" all 0.0.0.0/0 trust'; DROP TABLE x; --`;
    const sql = `CREATE ROLE "${role.replaceAll('"', '""')}" LOGIN REPLICATION PASSWORD 'x'`;
    await withDatabase({ major, sql, target: { role } }, async ({ admin, findingOf }) => {
      await withRules(admin, "host all app all scram-sha-256", async () => {
        const finding = await findingOf("role.access_rules");
        expect(finding.status).toBe("fail");
        expect(finding.ways[0]?.says).toContain(
          `"e"" all 0.0.0.0/0 trust'; DROP TABLE x; --" <address of Electric>`,
        );
      });
    });
  });
});
