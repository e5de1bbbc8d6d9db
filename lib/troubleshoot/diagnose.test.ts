import { describe, expect, test } from "vitest";
import { diagnose, MOST_CHARACTERS } from "./diagnose";

const slugs = (text: string): string[] => diagnose(text).matches.map(({ entry }) => entry.slug);

describe("a whole log", () => {
  const log = [
    "electric-1  | 05:00:00.123 [notice] Acquiring lock from postgres with name electric_slot_default",
    "electric-1  | 05:00:01.123 [warning] Database connection in connection_pool mode failed: sorry, too many clients already (PG code: 53300, PG routine: InitProcess)",
    "electric-1  | Retrying...",
    "electric-1  | 05:00:03.123 [warning] Reconnecting in 2000ms",
    "electric-1  | 05:00:05.123 [warning] Database connection in connection_pool mode failed: sorry, too many clients already (PG code: 53300, PG routine: InitProcess)",
    "electric-1  | 05:00:06.123 [warning] Database connection in replication mode failed: connection closed while connecting to the database",
  ].join("\n");

  test("has the cause first, with its count, its last line and its words", () => {
    const [first, second] = diagnose(log).matches;
    expect(first).toMatchObject({
      entry: { slug: "too-many-connections" },
      by: "text",
      evidence: {
        line: 5,
        count: 2,
        text: "[warning] Database connection in connection_pool mode failed: sorry, too many clients already (PG code: 53300, PG routine: InitProcess)",
      },
    });
    expect(second?.entry.slug).toBe("connection-closed");
  });

  test("that ends with an exit has what made it exit first, and the exit as a symptom", () => {
    const text = `${log}\n[emergency] Electric requires wal_level >= logical.\n[notice] Application electric exited: shutdown`;
    expect(slugs(text).slice(0, 2)).toEqual(["wal-level-not-logical", "too-many-connections"]);
    expect(slugs(text)).toContain("application-exited");
  });

  test("has a symptom after its cause in one line, also where the symptom's words are longer", () => {
    const text = "Timeout waiting for database connection pool (snapshot) to be ready: ssl not available";
    expect(slugs(text)).toEqual(["ssl-not-available", "pool-not-filled"]);
  });

  test("shows a record of JSON as its message", () => {
    const line = JSON.stringify({ level: 50, msg: "must be owner of table items", pid: 1 });
    expect(diagnose(`started\n${line}`).matches[0]?.evidence).toEqual({
      text: "must be owner of table items",
      line: 2,
      count: 1,
    });
  });

  test("that is too long is read from its end", () => {
    const long = `must be owner of table a\n${"x\n".repeat(MOST_CHARACTERS / 2)}permission denied for table items`;
    expect(diagnose(long)).toMatchObject({ isCut: true });
    expect(slugs(long)).toEqual(["permission-denied-for-table"]);
  });
});

describe("a text that is not known", () => {
  test("offers the nearest entries", () => {
    const { matches, nearest } = diagnose("ERROR: you must be the owner of the table orders");
    expect(matches).toEqual([]);
    expect(nearest[0]?.entry.slug).toBe("must-be-owner-of-table");
  });

  test.each(["", "   \n", "hello world", "TypeError: undefined is not a function"])(
    "has none for %j",
    (text) => {
      expect(diagnose(text)).toMatchObject({ matches: [], nearest: [] });
    },
  );

  test.each([
    ["FATAL:  53300: désolé, trop de clients sont déjà connectés", "too-many-connections"],
    [
      '%Postgrex.Error{postgres: %{message: "Datenbank »x« existiert nicht", pg_code: "3D000"}}',
      "database-does-not-exist",
    ],
    [
      '{"code":"28P01","severity":"FATAL","message":"Passwort-Authentifizierung fehlgeschlagen"}',
      "password-authentication-failed",
    ],
  ])("is told by its SQLSTATE: %s", (text, slug) => {
    expect(diagnose(text).matches[0]).toMatchObject({ entry: { slug }, by: "SQLSTATE" });
  });

  test("a SQLSTATE says nothing where the text does", () => {
    expect(slugs("ERROR:  42501: must be owner of table items")).toEqual(["must-be-owner-of-table"]);
  });
});

describe("docker inspect", () => {
  const inspected = (change: { Env?: string[]; State?: object; RestartCount?: number }): string =>
    JSON.stringify([
      {
        Id: "4f1c",
        Name: "/electric",
        RestartCount: change.RestartCount ?? 0,
        State: { Status: "running", ExitCode: 0, OOMKilled: false, Error: "", ...change.State },
        Config: {
          Image: "electricsql/electric:1.7.12",
          Env: change.Env ?? [
            "DATABASE_URL=postgresql://electric:pw@db.example.com:5432/orders?sslmode=require",
            "ELECTRIC_SECRET=0123456789",
          ],
        },
      },
    ]);

  test("of a container that is well has no match", () => {
    expect(slugs(inspected({}))).toEqual([]);
  });

  test("says that it ran out of memory", () => {
    const text = inspected({ State: { Status: "exited", ExitCode: 137, OOMKilled: true }, RestartCount: 3 });
    expect(diagnose(text).matches).toMatchObject([
      {
        entry: { slug: "container-out-of-memory" },
        by: "container",
        evidence: { text: "container electric: State.OOMKilled is true, exit code 137" },
      },
    ]);
  });

  test("says that it restarts, with the exit code", () => {
    const { matches } = diagnose(
      inspected({ State: { Status: "restarting", ExitCode: 1 }, RestartCount: 14 }),
    );
    expect(matches).toMatchObject([
      {
        entry: { slug: "application-exited" },
        evidence: { text: expect.stringContaining("RestartCount is 14") },
      },
    ]);
  });

  test.each([
    [["DATABASE_URL=postgresql://electric:pw@db:5432/orders"], "secret-missing"],
    [["ELECTRIC_SECRET=x", "ELECTRIC_INSECURE=true"], "secret-missing"],
    [["ELECTRIC_SECRET=x", "DATABASE_URL=postgresql://a:p@db/x?sslmode=verify-full"], "sslmode-verify-full"],
    [["ELECTRIC_SECRET=x", "DATABASE_URL=postgresql://a:p@db:6432/x"], "pgbouncer-no-replication"],
    [["ELECTRIC_SECRET=x", "DATABASE_URL=postgresql://a@db/x"], "password-missing-in-url"],
    [["ELECTRIC_SECRET=x", "DATABASE_URL=mysql://a:p@db/x"], "database-url-invalid"],
    [
      ["ELECTRIC_SECRET=x", "DATABASE_URL=postgresql://a:p@db/x?replication=database"],
      "replication-option-in-url",
    ],
    [["ELECTRIC_SECRET=x", "ELECTRIC_REPLICATION_STREAM_ID=my-app"], "stream-id-invalid"],
    [["ELECTRIC_SECRET=x", "ELECTRIC_DB_POOL_SIZE="], "pool-size-below-minimum"],
  ])("with %j says %s", (Env, slug) => {
    expect(slugs(inspected({ Env }))).toEqual([slug]);
  });

  test("does not call the settings of another image Electric's", () => {
    const text = JSON.stringify([
      { Name: "/db", State: { Status: "running" }, Config: { Image: "postgres:17", Env: ["A=b"] } },
    ]);
    expect(slugs(text)).toEqual([]);
  });

  test("shows no secret of its settings", () => {
    const text = inspected({
      Env: [
        "ELECTRIC_SECRET=qQzZ",
        "ELECTRIC_INSECURE=true",
        "DATABASE_URL=postgresql://a:zZ:qQ@db/x?sslmode=verify-full",
      ],
      State: { Status: "exited", ExitCode: 1, Error: "must be owner of table items, password=qQzZ" },
    });
    expect(slugs(text).length).toBeGreaterThan(1);
    expect(JSON.stringify(diagnose(text).matches.map(({ evidence }) => evidence))).not.toMatch(/qQ|zZ/);
  });
});
