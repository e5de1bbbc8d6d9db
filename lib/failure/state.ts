import type { FailureKind } from "@/lib/snapshot/connection";
import { listed } from "@/lib/text/words";
import { closedTo } from "./closed";
import { asIdentifier, place, roleName, type FailureRule } from "./text";

const withRole = (
  connection: Parameters<FailureRule>[0],
  sql: (role: string) => string,
): { sql?: string } => {
  const role = asIdentifier(roleName(connection));
  return role === null ? {} : { sql: sql(role) };
};

const withDatabase = (database: string, sql: (name: string) => string): { sql?: string } => {
  const name = asIdentifier(database);
  return name === null ? {} : { sql: sql(name) };
};

/** Postgres is there and cannot serve just now: full, starting, stopping, slow. */
export const stateFailures = {
  full: (connection) => ({
    what: "Every connection that this role may use is taken: we could not get in either.",
    why: "The server has reached max_connections, without those that it reserves (SQLSTATE 53300). Electric would retry without end and take every place that comes free.",
    next: "Close idle sessions, put the application behind a pooler, or raise max_connections. To keep a door open: from Postgres 16 on, set reserved_connections and make this role a member of pg_use_reserved_connections; before that, superusers alone have places of their own; and a CONNECTION LIMIT on the application's role keeps it from filling the server.",
    ...withRole(connection, (role) => `GRANT pg_use_reserved_connections TO ${role};`),
  }),
  "role-limit": (connection) => ({
    what: `The role ${roleName(connection)} has reached its CONNECTION LIMIT.`,
    why: "The limit counts all sessions of the role, in every database (SQLSTATE 53300). Replication connections are not counted.",
    next: "Close sessions of this role, or raise its limit; -1 means none.",
    ...withRole(connection, (role) => `ALTER ROLE ${role} CONNECTION LIMIT -1;`),
  }),
  "database-limit": (connection) => ({
    what: `The database ${connection.database} has reached its CONNECTION LIMIT.`,
    why: "The limit counts the sessions of all roles in this database (SQLSTATE 53300). Only superusers are let in beyond it.",
    next: "Close sessions in this database, or raise its limit; -1 means none.",
    ...withDatabase(connection.database, (name) => `ALTER DATABASE ${name} CONNECTION LIMIT -1;`),
  }),
  starting: (connection) => ({
    what: `The server at ${place(connection)} is not ready for connections.`,
    why: "It is starting up, recovering after a crash, or shutting down (SQLSTATE 57P03).",
    next: "Check again in a minute. If it stays so, look into the server's log: a recovery can take long.",
  }),
  "shutting-down": (connection) => ({
    what: `The server at ${place(connection)} ended the session.`,
    why: "It is shutting down or restarting, or an administrator terminated this session (SQLSTATE 57P01).",
    next: "Check again once it is back. Electric reconnects by itself.",
  }),
  "query-timeout": (connection) => ({
    what: `The server at ${place(connection)} let us in, but did not answer the first queries in time.`,
    why: "It is overloaded, or something holds a lock on its catalogue.",
    next: "Look for long transactions and a busy disk, then check again.",
  }),
  closed: (connection) => {
    const closed = closedTo(connection);
    const names = closed?.names ?? [];
    return {
      what: `The role ${roleName(connection)} may not look at ${listed(names)}.`,
      why: "It has a session, and every other role may read these catalogues and call these functions until that is revoked from PUBLIC (SQLSTATE 42501).",
      next: "Grant it to this role alone, as a superuser, and check again.",
      ...(closed === null ? {} : { sql: closed.grant }),
    };
  },
  other: (connection) => ({
    what: `No session with ${place(connection)} came about.`,
    why: "The reason is one that Headroom does not know.",
    next: "The server's log at this time says more. Check again, and try the same address with psql.",
  }),
} satisfies Partial<Record<FailureKind, FailureRule>>;
