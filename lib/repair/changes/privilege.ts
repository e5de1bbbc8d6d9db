/** Every privilege that GRANT knows on Postgres 14 to 18 (PostgreSQL 18 docs, 5.8). */
const PRIVILEGES: ReadonlySet<string> = new Set([
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "MAINTAIN",
  "USAGE",
  "CREATE",
  "CONNECT",
  "TEMPORARY",
  "EXECUTE",
  "SET",
  "ALTER SYSTEM",
]);

/** Returns whether a word is a privilege as aclexplode() and GRANT write it. */
export const isPrivilege = (word: string): boolean => PRIVILEGES.has(word);
