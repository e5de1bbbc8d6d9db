import { describe, expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { FixedSetting } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverSessionSettings } from "./session-settings";

const judged = (change: (snapshot: ReachedSnapshot) => void) =>
  judge(serverSessionSettings, snapshotWith(change), defaultTarget);
const fixed = (name: string, value: string, scope: FixedSetting["scope"] = "role") =>
  judged(({ role, databaseSettings }) => {
    const setting = { scope, name, value };
    if (scope === "role" || scope === "role in database") role?.settings.push(setting);
    else databaseSettings.push(setting);
  });

test("passes where nothing is fixed", () => {
  expect(judged(() => {}).status).toBe("pass");
});

describe("lc_messages", () => {
  test.each(["C", "POSIX", "C.UTF-8", "en_US.UTF-8", "en_GB", "English_United States.1252", ""])(
    "passes for %j, which is English",
    (locale) => expect(fixed("lc_messages", locale).status).toBe("pass"),
  );

  const inGerman = (translated: boolean | null, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
    judged((snapshot) => {
      Object.assign(snapshot.server, { lcMessages: "de_DE.utf8", messagesTranslated: translated });
      change(snapshot);
    });

  test("fails where a session of the same locale shows that messages are translated", () => {
    const finding = inGerman(true);
    expect(finding).toMatchObject({ status: "fail", objects: ["lc_messages"] });
    expect(finding.found).toContain("Electric does not start, because its publication exists");
    expect(finding.ways[0]?.sql).toBe(`ALTER ROLE "electric" SET lc_messages = 'C';`);
    expect(inGerman(true, (snapshot) => void (snapshot.publication = null)).found).toContain(
      "from its second start on",
    );
  });

  test("passes where it shows that the server has no translation, and warns where nothing shows it", () => {
    expect(inGerman(false).status).toBe("pass");
    expect(inGerman(null).status).toBe("warn");
    expect(fixed("lc_messages", "fr_FR.utf8").status).toBe("warn");
  });

  test("warns of a role without CREATE, which is refused before the text that Electric does not know", () => {
    const finding = inGerman(true, ({ role }) => void (role && (role.createOnDatabase = false)));
    expect(finding.status).toBe("warn");
    expect(finding.found).toContain("starts only because its role may not create a publication");
  });

  test("what is fixed for the role comes before what is fixed for the database, and is overridden where it stands", () => {
    const finding = inGerman(true, ({ role }) => {
      role?.settings.push({ scope: "role in database", name: "lc_messages", value: "C" });
    });
    expect(finding.status).toBe("pass");
    expect(fixed("lc_messages", "de_DE", "role in database").ways[0]?.sql).toBe(
      `ALTER ROLE "electric" IN DATABASE "orders" SET lc_messages = 'C';`,
    );
  });
});

describe("encodings", () => {
  test("warns of a client_encoding that is not UTF-8", () => {
    const finding = fixed("client_encoding", "LATIN1", "database");
    expect(finding).toMatchObject({ status: "warn", objects: ["client_encoding"] });
    expect(finding.ways[0]?.sql).toBe(`ALTER ROLE "electric" SET client_encoding = 'UTF8';`);
    for (const utf8 of ["UTF8", "utf-8", "Unicode"])
      expect(fixed("client_encoding", utf8).status).toBe("pass");
  });

  test("warns of a database in another encoding, which a client_encoding fixes but for SQL_ASCII", () => {
    const inEncoding = (encoding: string, value?: string) =>
      judged(({ database, role }) => {
        database.encoding = encoding;
        if (value !== undefined) role?.settings.push({ scope: "role", name: "client_encoding", value });
      });
    expect(inEncoding("LATIN1").ways[0]?.sql).toContain("SET client_encoding = 'UTF8'");
    expect(inEncoding("LATIN1", "UTF8").status).toBe("pass");
    expect(inEncoding("SQL_ASCII")).toMatchObject({ status: "warn", objects: ["encoding"] });
    expect(inEncoding("SQL_ASCII", "UTF8").status).toBe("warn");
  });
});

test("warns of libraries that no other session loads, and not of those that this one has loaded too", () => {
  expect(fixed("session_preload_libraries", "auto_explain")).toMatchObject({ status: "warn" });
  expect(fixed("session_preload_libraries", '""').status).toBe("pass");
  expect(fixed("session_preload_libraries", "auto_explain", "database").status).toBe("pass");
});

test("warns of a search_path with a schema before pg_catalog, and of none else", () => {
  expect(fixed("search_path", "app, pg_catalog")).toMatchObject({ status: "warn", objects: ["search_path"] });
  for (const path of ['"$user", public', "pg_catalog, app", ""])
    expect(fixed("search_path", path).status).toBe("pass");
});

test("warns of an isolation that Electric's publishing does not expect", () => {
  expect(fixed("default_transaction_isolation", "serializable").status).toBe("warn");
  expect(fixed("default_transaction_isolation", "read committed").status).toBe("pass");
  expect(fixed("default_transaction_deferrable", "on").status).toBe("pass");
  expect(fixed("row_security", "off").status).toBe("pass");
});
