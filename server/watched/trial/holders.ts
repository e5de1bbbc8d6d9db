import "server-only";
import { z } from "zod";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { span } from "@/lib/text/words";
import type { Relation } from "@/lib/snapshot/relation";
import { blockers } from "@/server/watched/sql/table-locks";
import { plain } from "../failure";
import type { Reader } from "../guarded-client";
import type { Outcomes } from "./outcome";

const holderSchema = z
  .object({
    pid: z.number().nullable(),
    role: z.string(),
    applicationName: z.string(),
    ageMs: z.number().nullable(),
    schema: z.string(),
    name: z.string(),
  })
  .array();

/** Adds for each table whose lock was not free who holds it now. @throws DatabaseError where the session ended */
export async function nameHolders(
  reader: Reader,
  outcomes: Outcomes,
  untaken: readonly Relation[],
): Promise<void> {
  if (untaken.length === 0) return;
  outcomes.begin();
  const locks = untaken.map(({ schema, name }) => ({ schema, name, mode: "ACCESS EXCLUSIVE" as const }));
  const [rows] = await reader.rows([blockers(locks)]);
  const holders = holderSchema.parse(rows);
  for (const table of untaken) {
    const name = displayRelation(table);
    const holder = holders.find((one) => one.schema === table.schema && one.name === table.name);
    const application =
      holder === undefined || holder.applicationName === "" ? "" : ` (${plain(holder.applicationName)})`;
    const who =
      holder === undefined
        ? "its lock was held for a moment"
        : `held by session ${holder.pid ?? ""} of ${holder.role === "" ? "the server itself" : displayName(holder.role)}${application}${holder.ageMs === null ? "" : `, for ${span(holder.ageMs)}`}`;
    outcomes.add("publish table", "not tried", { objects: [name], says: `${name}: ${who}` });
  }
}
