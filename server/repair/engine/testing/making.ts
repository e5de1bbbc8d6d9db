import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { Major } from "@/server/embedded/binaries";
import type { Random } from "./random";

/** A piece of what an application does: statements that go one after the other in one transaction, rolled back. */
export type Job = { label: string; steps: string[] };

export type MadeTable = {
  schema: string;
  name: string;
  owner: string;
  kind: "r" | "p";
  /** The table has a primary key on `id` alone. */
  simple: boolean;
  /** The table has a primary key. */
  keyed: boolean;
  generated: boolean;
  identity: "default" | "nothing" | "index" | "full";
  /** Whether a foreign key of another table points at it. */
  referenced: boolean;
  /** The table has a trigger that writes with the rights of its writer. */
  loud: boolean;
  /** Its columns for text and number. */
  text: string;
  num: string;
};

/** A broken database while it is made. */
export type Making = {
  random: Random;
  major: Major;
  name(base: string): string;
  /** The application owns all of it, so that it may repair it itself. */
  plain: boolean;
  electric: string;
  electricIs: "there" | "missing";
  apps: [string, string];
  reader: string;
  second: string;
  schema: string;
  other: string;
  sql: string[];
  faults: string[];
  tables: MadeTable[];
  jobs: Record<string, Job[]>;
};

export const id = quoteIdentifier;
export const relation = quoteRelation;

/** Returns a statement about the database at hand; `%D` stands for its name. */
export function onDatabase(statement: string): string {
  const format = statement.replaceAll("%", "%%").replaceAll("%%D", "%1$I");
  return `DO $making$ BEGIN EXECUTE format(${quoteLiteral(format)}, current_database()); END $making$`;
}

/** Notes what a role does, for the workload. */
export function work(making: Making, role: string, label: string, steps: string[]): void {
  (making.jobs[role] ??= []).push({ label, steps });
}

/** Runs statements as a role, so that what they grant is granted by it. */
export function as(making: Making, role: string, statements: string[]): void {
  making.sql.push(`SET ROLE ${id(role)}`, ...statements, "RESET ROLE");
}

/** Notes a fault for the case's name and runs what makes it. */
export function fault(making: Making, name: string, ...statements: string[]): void {
  making.faults.push(name);
  making.sql.push(...statements);
}
