import "server-only";
import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { listed } from "@/lib/checks/words";
import { ENCODING, RIGHTS_LACKING, setting } from "../sql/trial-statements";
import type { Rehearsing } from "./rehearsing";

const lackingSchema = z
  .object({
    kind: z.enum(["function", "catalogue"]),
    name: z.string(),
    need: z.enum(["start", "shape", "reset"]),
  })
  .array();
const encodingSchema = z.object({ database: z.string() }).array();

/** How a setting of Electric's sessions is taken over within a transaction; others do not change what is tried here. */
const TAKEN_OVER: Record<string, string> = {
  lc_messages: "lc_messages",
  row_security: "row_security",
  // The default counts for transactions to come; this one has begun.
  default_transaction_read_only: "transaction_read_only",
};

/** Takes over the settings with which Electric's sessions begin, those that may be set. */
async function trySettings({ rehearsal, outcomes, snapshot }: Rehearsing): Promise<void> {
  outcomes.begin();
  const taken: string[] = [];
  const left: string[] = [];
  for (const { scope, name, value } of snapshot.role?.settings ?? []) {
    const as = TAKEN_OVER[name.toLowerCase()];
    if (as === undefined || scope === "server") continue;
    const isTaken = await rehearsal.takeOver(setting(as, value));
    (isTaken ? taken : left).push(name);
  }
  const says = [
    ...(taken.length === 0 ? [] : [`${listed(taken)} as fixed for its sessions`]),
    ...(left.length === 0 ? [] : [`${listed(left)} may not be set by the role that tries`]),
  ];
  outcomes.add("settings", left.length === 0 ? "done" : "not tried", {
    objects: left,
    says: says.length === 0 ? "no setting of its sessions changes what is tried" : says.join("; "),
  });
}

/** Asks for EXECUTE on the functions and SELECT on the catalogues that Electric uses. */
async function tryCatalogues({ rehearsal, outcomes, acts }: Rehearsing): Promise<void> {
  outcomes.begin();
  const answer = await rehearsal.attempt([RIGHTS_LACKING]);
  if ("error" in answer)
    return outcomes.refuse("rights", answer.error, { says: "the catalogue of rights could not be read" });
  const lacking = lackingSchema.parse(answer.rows[0]);
  if (lacking.length === 0)
    return outcomes.add("rights", "done", { says: "every function may be called, every catalogue read" });
  const WHEN = { start: "at its start", shape: "at each shape", reset: "when it resets" } as const;
  for (const { kind, name, need } of lacking) {
    const sql =
      kind === "function"
        ? `GRANT EXECUTE ON FUNCTION ${name} TO ${quoteIdentifier(acts)};`
        : `GRANT SELECT ON pg_catalog.${quoteIdentifier(name)} TO ${quoteIdentifier(acts)};`;
    outcomes.add("rights", need === "reset" ? "warned" : "failed", {
      objects: [name],
      says: `${displayName(acts)} may not ${kind === "function" ? "call" : "read"} ${name}, which Electric does ${WHEN[need]}`,
      sql,
    });
  }
}

/** Compares the encoding that Electric's sessions get with the UTF-8 that Electric takes it for. */
async function tryEncoding({ rehearsal, outcomes, snapshot, acts }: Rehearsing): Promise<void> {
  outcomes.begin();
  const answer = await rehearsal.attempt([ENCODING]);
  if ("error" in answer)
    return outcomes.refuse("encoding", answer.error, { says: "the encoding could not be read" });
  const database = encodingSchema.parse(answer.rows[0])[0]?.database ?? "";
  const fixed = snapshot.role?.settings.find(({ name }) => name.toLowerCase() === "client_encoding")?.value;
  const client = fixed ?? database;
  const isUtf8 = /^["']?utf-?8["']?$/i.test(client);
  outcomes.add("encoding", isUtf8 && database !== "SQL_ASCII" ? "done" : "warned", {
    objects: isUtf8 && database !== "SQL_ASCII" ? [] : [displayName(snapshot.database.name)],
    says: isUtf8
      ? database === "SQL_ASCII"
        ? "the database is in SQL_ASCII: Postgres converts nothing, so that bytes which are no UTF-8 reach Electric"
        : `its sessions get UTF8, the database is in ${database}`
      : `its sessions get text in ${client}, the database is in ${database}: text beyond ASCII is garbled`,
    sql: isUtf8
      ? null
      : `ALTER ROLE ${quoteIdentifier(acts)} IN DATABASE ${quoteIdentifier(snapshot.database.name)} SET client_encoding = 'UTF8';`,
  });
}

/** Tries settings, rights in the catalogues, and the encoding of text. */
export async function tryRights(at: Rehearsing): Promise<void> {
  await trySettings(at);
  await tryCatalogues(at);
  await tryEncoding(at);
}
