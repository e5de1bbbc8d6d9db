import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defineCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";
import { fixedFor, overrides, settingFor } from "./electric-settings";
import { messagesOf } from "./messages";

type Trouble = { name: string; says: string; fatal: boolean; ways: Way[] };

const isUtf8 = (encoding: string): boolean => /^(utf-?8|unicode)$/i.test(encoding.trim());

/** Returns the statement that sets a parameter for Electric's role where it counts before all else. */
function setForElectric({ role, database }: ReachedSnapshot, name: string, value: string): Way[] {
  if (role === null) return [];
  const where = role.settings.some((setting) => setting.name === name && setting.scope === "role in database")
    ? `IN DATABASE ${quoteIdentifier(database.name)} `
    : "";
  return [
    {
      says: `Set ${name} for Electric's role alone; it holds from Electric's next connection on.${name === "lc_messages" ? " It takes a superuser." : ""}`,
      sql: `ALTER ROLE ${quoteIdentifier(role.name)} ${where}SET ${name} = '${value}';`,
    },
  ];
}

/**
 * Electric knows that its publication exists by the English text of the error, but for a role without CREATE on the database, which
 * is refused before that (1.7.12, connection_setup.ex 149-215).
 */
function messages(snapshot: ReachedSnapshot): Trouble[] {
  const { locale, translated } = messagesOf(snapshot);
  if (translated === false) return [];
  const mayCreate = (snapshot.role?.acting ?? snapshot.role)?.createOnDatabase !== false;
  const when = snapshot.publication === null ? "from its second start on" : "because its publication exists";
  return [
    {
      name: "lc_messages",
      fatal: translated === true && mayCreate,
      says: mayCreate
        ? `lc_messages is ${locale}: ${translated === true ? "Electric does not start" : "if the server has that translation Electric does not start"}, ${when}, for it knows “already exists” by its English text alone`
        : `lc_messages is ${locale}: Electric knows errors by their English text, and starts only because its role may not create a publication`,
      ways: [
        ...setForElectric(snapshot, "lc_messages", "C"),
        {
          says: "Or set lc_messages = 'C' for the whole server and reload it: its log is in English then, too.",
        },
      ],
    },
  ];
}

/** Electric sends no client_encoding: its sessions have what is fixed for them, or else the database's own. */
function encodings(snapshot: ReachedSnapshot): Trouble[] {
  const { encoding, name } = snapshot.database;
  const setting = settingFor(snapshot, "client_encoding");
  const own = encoding ?? "UTF8";
  if (setting !== undefined && !isUtf8(setting.value))
    return [
      {
        name: "client_encoding",
        fatal: false,
        says: `client_encoding is ${setting.value} for ${fixedFor(setting, snapshot)}: text beyond ASCII reaches Electric in it, and Electric takes it for UTF-8`,
        ways: setForElectric(snapshot, "client_encoding", "UTF8"),
      },
    ];
  if (isUtf8(own) || (setting !== undefined && own !== "SQL_ASCII")) return [];
  const text = `the encoding of database ${displayName(name)} is ${own}`;
  return own === "SQL_ASCII"
    ? [
        {
          name: "encoding",
          fatal: false,
          says: `${text}: Postgres hands on the bytes as they are, and what is not UTF-8 among them reaches clients garbled or ends the shape`,
          ways: [
            {
              says: "Move the data to a database with ENCODING 'UTF8'. An encoding cannot be changed, and a client_encoding converts nothing here.",
            },
          ],
        },
      ]
    : [
        {
          name: "client_encoding",
          fatal: false,
          says: `${text} and Electric asks for no other: text beyond ASCII reaches it in ${own}, and it takes it for UTF-8`,
          ways: setForElectric(snapshot, "client_encoding", "UTF8"),
        },
      ];
}

/** Libraries fixed for Electric's role are loaded by no session but Electric's; one that is missing refuses its login. */
function libraries(snapshot: ReachedSnapshot): Trouble[] {
  return ["session_preload_libraries", "local_preload_libraries"].flatMap((name) => {
    const setting = settingFor(snapshot, name);
    if (setting === undefined || setting.value.replaceAll(/["'\s,]/g, "") === "") return [];
    if (setting.scope !== "role" && setting.scope !== "role in database") return [];
    return [
      {
        name,
        fatal: false,
        says: `${name} is ${setting.value} for ${fixedFor(setting, snapshot)}: a library that the server lacks keeps Electric out, and no other session shows it`,
        ways: overrides(setting, "''", snapshot),
      },
    ];
  });
}

/** A schema before pg_catalog: Electric's own statements name functions and operators without a schema. */
function searchPath(snapshot: ReachedSnapshot): Trouble[] {
  const setting = settingFor(snapshot, "search_path");
  if (setting === undefined) return [];
  const path = setting.value.split(",").map((part) => part.trim().replace(/^"(.*)"$/, "$1"));
  if (path.indexOf("pg_catalog") <= 0) return [];
  return [
    {
      name: "search_path",
      fatal: false,
      says: `search_path for ${fixedFor(setting, snapshot)} puts ${path.slice(0, path.indexOf("pg_catalog")).join(", ")} before pg_catalog: functions and operators there come before the built-in ones that Electric calls`,
      ways: overrides(setting, "DEFAULT", snapshot),
    },
  ];
}

/** Electric sets the isolation of its snapshots itself, and of nothing else. */
function isolation(snapshot: ReachedSnapshot): Trouble[] {
  const name = "default_transaction_isolation";
  const setting = settingFor(snapshot, name);
  if (setting === undefined || !/^(repeatable read|serializable)$/i.test(setting.value)) return [];
  return [
    {
      name,
      fatal: false,
      says: `${name} is ${setting.value} for ${fixedFor(setting, snapshot)}: a transaction in which Electric publishes a table can end with a serialization failure (40001) beside others`,
      ways: overrides(setting, "'read committed'", snapshot),
    },
  ];
}

export const serverSessionSettings = defineCheck({
  id: "server.session_settings",
  title: "Electric's sessions speak English and UTF-8",
  why: "Electric asks for neither language nor encoding, so what is fixed for its role, its database or the server holds. It knows errors by their English text and takes all text for UTF-8. Display settings it sets itself, and row_security = off changes nothing where role.row_security passes.",
  source:
    "Electric 1.7.12, connection_setup.ex 149-215 and postgres.ex 36-42; PostgreSQL docs, 20.11 Client Connection Defaults and 24.3 Character Set Support",
  worst: "fail",
  act: { says: "Correct the session settings of Electric’s role" },
  foretells: ["encoding", "create publication", "own publication"],
  whyNotFixed:
    "Who runs this plan may not set it for another role: a superuser sets lc_messages = 'C' for Electric's role.",
  judge(snapshot) {
    const troubles = [
      ...messages(snapshot),
      ...encodings(snapshot),
      ...libraries(snapshot),
      ...searchPath(snapshot),
      ...isolation(snapshot),
    ];
    if (troubles.length === 0) return pass("Nothing that is fixed for them stands in Electric's way.");
    const told = {
      found: troubles.map(({ says }) => says).join("; "),
      needed: "messages in English, client_encoding UTF8, and built-in functions first",
      objects: troubles.map(({ name }) => name),
      ways: troubles.flatMap(({ ways }) => ways),
    };
    return troubles.some(({ fatal }) => fatal) ? fail(told) : warn(told);
  },
});
