import { quoteIdentifier } from "@/lib/postgres/identifier";
import { privilegeWord, quoteGrantee, quoteObject } from "./quote";
import type { ChangeOf } from "./schema";

/** GRANT or REVOKE on one object, or on one column of a table. */
export function privilegesSql(change: ChangeOf<"privileges">): string {
  const { on, column, grantee, privileges, grantOption, to } = change;
  const columns = column === null ? "" : ` (${quoteIdentifier(column)})`;
  const what = `${privileges.map((privilege) => privilegeWord(privilege) + columns).join(", ")} ON ${quoteObject(on)}`;
  return to
    ? `GRANT ${what} TO ${quoteGrantee(grantee)}${grantOption ? " WITH GRANT OPTION" : ""}`
    : `REVOKE ${what} FROM ${quoteGrantee(grantee)}`;
}

/** Without FOR ROLE the statement would cover only what the current role makes (PostgreSQL docs, ALTER DEFAULT PRIVILEGES). */
export function defaultPrivilegesSql(change: ChangeOf<"default privileges">): string {
  const { creator, schema, objects, grantee, privileges, grantOption, to } = change;
  const where = schema === null ? "" : ` IN SCHEMA ${quoteIdentifier(schema)}`;
  const what = `${privileges.map(privilegeWord).join(", ")} ON ${objects}`;
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(creator)}${where} ${
    to
      ? `GRANT ${what} TO ${quoteGrantee(grantee)}${grantOption ? " WITH GRANT OPTION" : ""}`
      : `REVOKE ${what} FROM ${quoteGrantee(grantee)}`
  }`;
}
