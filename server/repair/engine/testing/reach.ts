import "server-only";
import type { Client } from "pg";
import { measuredReach } from "./reach-sql";

/** One right of one role, as text: "app | table public.orders | SELECT". */
export type MeasuredReach = ReadonlySet<string>;

/** Returns what every role can do, as the server itself answers role by role and object by object. */
export async function measureReach(superuser: Client): Promise<MeasuredReach> {
  const { rows } = await superuser.query<{ num: number }>(
    "SELECT pg_catalog.current_setting('server_version_num')::int AS num",
  );
  const all = new Set<string>();
  for (const sql of measuredReach(rows[0]?.num ?? 0)) {
    const found = await superuser.query<{ role: string; on: string; right: string }>(sql);
    for (const { role, on, right } of found.rows) all.add(JSON.stringify([role, on, right]));
  }
  return all;
}

/** Returns what roles other than one can do after something that they could not before. */
export function measuredGains(
  before: MeasuredReach,
  after: MeasuredReach,
  electric: string,
): [string, string, string][] {
  const rows = [...after]
    .filter((row) => !before.has(row))
    .map((row): [string, string, string] => JSON.parse(row));
  const owned = (role: string, on: string): boolean => before.has(JSON.stringify([role, on, "OWNER"]));
  // An owner may grant itself whatever it lacks on its own object.
  return rows.filter(
    ([role, on]) =>
      role !== electric &&
      !owned(role, on.replace(/^sequence /, "table ").replace(/^column (.*)\.[^.]*$/s, "table $1")),
  );
}
