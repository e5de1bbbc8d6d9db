import { recogniseProvider, type ProviderId } from "../provider";
import { folded } from "./names";

/** Systems that are not Postgres, by the scheme of their addresses. */
const BY_SCHEME: Readonly<Record<string, string>> = {
  mysql: "MySQL",
  mysql2: "MySQL",
  mariadb: "MariaDB",
  sqlserver: "SQL Server",
  mssql: "SQL Server",
  oracle: "Oracle",
  mongodb: "MongoDB",
  "mongodb+srv": "MongoDB",
  redis: "Redis",
  rediss: "Redis",
  sqlite: "SQLite",
  sqlite3: "SQLite",
  libsql: "SQLite",
  cockroachdb: "CockroachDB",
  redshift: "Redshift",
  snowflake: "Snowflake",
  clickhouse: "ClickHouse",
  db2: "Db2",
  h2: "H2",
};

/** Returns the system of a scheme such as `jdbc:sqlserver` or `mysql+pymysql`; null for Postgres and for an unknown one. */
export function systemOfScheme(scheme: string): string | null {
  const bare = scheme.toLowerCase().replace(/^(?:jdbc|r2dbc):/, "");
  return BY_SCHEME[bare] ?? BY_SCHEME[bare.split(/[+:]/)[0] ?? ""] ?? null;
}

/** Values of `Driver=` (ODBC) and `Provider=` (OLE DB). */
const BY_DRIVER: readonly [RegExp, string][] = [
  [/sql ?server|sqloledb|msoledbsql|sqlncli|freetds|tds/i, "SQL Server"],
  [/mysql|mariadb/i, "MySQL"],
  [/oracle|msdaora|oraoledb/i, "Oracle"],
  [/sqlite/i, "SQLite"],
  [/jet\.oledb|ace\.oledb|microsoft access/i, "Access"],
  [/db2/i, "Db2"],
];

/** Parameters that one system alone has (Microsoft.Data.SqlClient, MySqlConnector, Microsoft.Data.Sqlite, Azure), as `folded` writes them. */
const BY_NAME: readonly [ReadonlySet<string>, string][] = [
  [
    new Set(
      `multipleactiveresultsets encrypt trustedconnection attachdbfilename applicationintent multisubnetfailover
       columnencryptionsetting networklibrary failoverpartner userinstance poolblockingperiod connectretrycount
       typesystemversion packetsize workstationid`.split(/\s+/),
    ),
    "SQL Server",
  ],
  [
    new Set(
      `allowpublickeyretrieval allowuservariables convertzerodatetime allowzerodatetime treattinyasboolean oldguids guidformat
       usecompression`.split(/\s+/),
    ),
    "MySQL",
  ],
  [new Set(["accountkey", "accountendpoint", "sharedaccesskey", "defaultendpointsprotocol"]), "Azure"],
];

/** Ports that a system other than Postgres has by default. */
const BY_PORT: Readonly<Record<string, string>> = {
  "1433": "SQL Server",
  "1521": "Oracle",
  "3306": "MySQL",
  "33060": "MySQL",
};

/** Signs of SqlClient in a server's name: a protocol, an instance, this machine in its own spelling, Azure SQL. */
const SQL_SERVER_HOST =
  /^(?:tcp|np|lpc|admin):(?!\/\/)|\\|^\(local(?:db)?\)|^\.$|\.database\.windows\.net(?:,|$)/i;
const ORACLE_HOST = /^\(\s*description\s*=|^[^,]*:1521\b/i;
const SQLITE_FILE = /^:memory:$|^file:|\.(?:db|sqlite3?|s3db)$/i;

/** A pair of a connection string in the style of ADO.NET, ODBC or OLE DB. */
type NamedValue = { name: string; value: string };

/** Providers under whose host names no other system runs. */
const POSTGRES_ALONE: ReadonlySet<ProviderId> = new Set([
  "neon",
  "databricks",
  "supabase",
  "azure",
  "crunchy",
  "render",
]);

/** Returns whether an address is one of Postgres, whatever else the string says. */
const leadsToPostgres = (host: string, port: string): boolean =>
  port === "5432" || POSTGRES_ALONE.has(recogniseProvider(host));

/**
 * Returns the system that pairs of a connection string lead to where that is not Postgres; null for Postgres and where nothing
 * tells. `server` is the server's name as it stands, `host` and `port` are what it means.
 */
export function systemOfPairs(
  pairs: readonly NamedValue[],
  { server, host, port }: { server: string; host: string; port: string },
): string | null {
  const driver = pairs.find(({ name }) => /^(?:driver|provider)$/.test(folded(name)))?.value;
  if (driver !== undefined && /postgres|pgnp/i.test(driver)) return null;
  const named = BY_DRIVER.find(([pattern]) => driver !== undefined && pattern.test(driver));
  if (named !== undefined) return named[1];
  if (ORACLE_HOST.test(server)) return "Oracle";
  if (leadsToPostgres(host, port)) return null;
  const hasUser = pairs.some(({ name }) => /^(?:user|uid|login)/.test(folded(name)));
  if (SQL_SERVER_HOST.test(server)) return "SQL Server";
  if (!hasUser && SQLITE_FILE.test(server)) return "SQLite";
  const own = BY_NAME.find(([names]) => pairs.some(({ name }) => names.has(folded(name))));
  return own?.[1] ?? BY_PORT[port] ?? null;
}
