import "server-only";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as schema from "../store/schema";

/** Tables that no backup has, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  session: "Sessions end with a restore: one that was ended since the backup must not come back.",
  verification: "One-time values of the sign-in library.",
  invitations: "A link that was used or revoked since must not be open again; an admin makes a new one.",
  password_resets: "A link that was used since must not be open again.",
  api_tokens: "A token that was revoked since must not open anything again; an admin makes a new one.",
  idempotency_keys: "Answers to requests of tokens, kept for a day.",
  setup: "The one-time token of the first admin is of one start.",
  sign_in_limits: "Counters of refused sign-ins, under the key of one installation.",
  wall_sessions: "Screens open their link again.",
  leases: "Which replica watches is of the processes that run.",
  server_leases: "Which replica watches is of the processes that run.",
  replicas: "Which replicas are alive is of the processes that run.",
  lookers: "Which pages are open is of the processes that run.",
  turns: "Which replica is at work is of the processes that run.",
};

/** Returns the tables of the schema, each after those that it refers to. @throws Error for a circle of references */
export function tablesInOrder(): string[] {
  const references = new Map<string, Set<string>>();
  for (const table of Object.values(schema).filter((one) => is(one, PgTable))) {
    const { name, foreignKeys } = getTableConfig(table);
    const others = foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name);
    references.set(name, new Set(others.filter((other) => other !== name)));
  }
  const ordered: string[] = [];
  while (references.size > 0) {
    const free = [...references].filter(([, others]) => [...others].every((other) => !references.has(other)));
    if (free.length === 0) throw new Error("Tables of the store refer to one another in a circle.");
    for (const [name] of free) {
      ordered.push(name);
      references.delete(name);
    }
  }
  return ordered;
}

/** Returns the tables that a backup has, each after those that it refers to. */
export const keptTables = (): string[] => tablesInOrder().filter((name) => !Object.hasOwn(LEFT_OUT, name));
