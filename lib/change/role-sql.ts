import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { majorOf } from "@/lib/target/mode";
import type { Attributes, ChangeOf } from "./schema";

/** Returns attributes as CREATE ROLE and ALTER ROLE write them; of two sets only those that differ. */
function attributesSql(to: Attributes, from: Attributes | null): string[] {
  const changed = (key: keyof Attributes) => from === null || from[key] !== to[key];
  const flag = (key: "login" | "inherit" | "replication" | "bypassRls", word: string) =>
    changed(key) && (from !== null || to[key] || key === "inherit" || key === "login")
      ? [`${to[key] ? "" : "NO"}${word}`]
      : [];
  const limit =
    changed("connectionLimit") && (from !== null || to.connectionLimit !== null)
      ? [`CONNECTION LIMIT ${to.connectionLimit ?? -1}`]
      : [];
  const until =
    changed("validUntil") && (from !== null || to.validUntil !== null)
      ? [`VALID UNTIL ${quoteLiteral(to.validUntil ?? "infinity")}`]
      : [];
  return [
    ...flag("login", "LOGIN"),
    ...flag("inherit", "INHERIT"),
    ...flag("replication", "REPLICATION"),
    ...flag("bypassRls", "BYPASSRLS"),
    ...limit,
    ...until,
  ];
}

/** CREATE, ALTER or DROP ROLE. A new role without a verifier has no password, so that nobody signs in with one. */
export function roleSql({ role, from, to, verifier }: ChangeOf<"role">): string {
  const name = quoteIdentifier(role);
  if (to === null) return `DROP ROLE ${name}`;
  const attributes = attributesSql(to, from).join(" ");
  if (from !== null) return `ALTER ROLE ${name} WITH ${attributes}`;
  const password = verifier === null ? "" : ` PASSWORD ${quoteLiteral(verifier)}`;
  return `CREATE ROLE ${name} WITH ${attributes}${password}`;
}

/** The hash is made on our side: neither the statement nor the server's log ever holds the password. */
export const passwordSql = ({ role, verifier }: ChangeOf<"password">): string =>
  `ALTER ROLE ${quoteIdentifier(role)} WITH PASSWORD ${quoteLiteral(verifier)}`;

/** Parameters whose value is a list of names, each quoted by itself (GUC_LIST_QUOTE: PostgreSQL 18, guc_tables.c). */
const LISTS = new Set([
  "search_path",
  "temp_tablespaces",
  "local_preload_libraries",
  "session_preload_libraries",
  "shared_preload_libraries",
  "unix_socket_directories",
]);

/** Returns a parameter's value as SET takes it; pg_db_role_setting keeps a list with double quotes where they are needed. */
function valueSql(name: string, value: string): string {
  if (!LISTS.has(name)) return quoteLiteral(value);
  const names = [...value.matchAll(/"((?:[^"]|"")*)"|([^",\s][^,]*)/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.trimEnd(),
  );
  return names.length === 0 ? "''" : names.map(quoteLiteral).join(", ");
}

export function roleSettingSql({ role, database, name, to }: ChangeOf<"role setting">): string {
  const where = database === null ? "" : ` IN DATABASE ${quoteIdentifier(database)}`;
  const what =
    to === null ? `RESET ${quoteIdentifier(name)}` : `SET ${quoteIdentifier(name)} = ${valueSql(name, to)}`;
  return `ALTER ROLE ${quoteIdentifier(role)}${where} ${what}`;
}

const word = (yes: boolean): string => (yes ? "TRUE" : "FALSE");

/**
 * GRANT or REVOKE of a role. From 16 on each grant says its options itself and is known by its grantor; before that the
 * member's INHERIT attribute decides and ADMIN is the only option (PostgreSQL 16 docs, GRANT).
 */
export function membershipSql(change: ChangeOf<"membership">, versionNum: number): string {
  const { role, member, grantor, to, from } = change;
  const modern = majorOf(versionNum) >= 16;
  const by = modern && grantor !== null ? ` GRANTED BY ${quoteIdentifier(grantor)}` : "";
  if (to === null) return `REVOKE ${quoteIdentifier(role)} FROM ${quoteIdentifier(member)}${by}`;
  const grant = `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(member)}`;
  if (modern)
    return `${grant} WITH ${to.admin ? "ADMIN TRUE, " : from?.admin ? "ADMIN FALSE, " : ""}INHERIT ${word(to.inherit)}, SET ${word(to.set)}${by}`;
  return to.admin ? `${grant} WITH ADMIN OPTION` : grant;
}
