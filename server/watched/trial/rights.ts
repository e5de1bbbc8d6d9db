import "server-only";
import { z } from "zod";
import { catalogueGrant, catalogueObject, NEEDED } from "@/lib/electric/catalogues";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { listed } from "@/lib/text/words";
import type { OwnLogin } from "../own-login";
import { ACTING, RIGHTS_LACKING, setting } from "../sql/trial-statements";
import type { Rehearsing } from "./rehearsing";

const lackingSchema = z.object({ kind: z.string(), name: z.string() }).array();
const actingSchema = z.object({ role: z.string(), encoding: z.string() });
type Lacking = z.infer<typeof lackingSchema>;
/** Parts that tell of the role and its rights. */
type Told = Pick<Rehearsing, "outcomes" | "snapshot" | "target" | "acts">;

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

/** Tells the functions and catalogues of Electric that its role may not use. */
function tellRights({ outcomes, acts }: Told, lacking: Lacking): void {
  const closed = NEEDED.filter(({ kind, name }) =>
    lacking.some((one) => one.kind === kind && one.name === name),
  );
  if (closed.length === 0)
    return outcomes.add("rights", "done", { says: "every function may be called, every catalogue read" });
  const verbs = { schema: "use", function: "call", relation: "read" } as const;
  for (const needed of closed) {
    const { kind, effect, fatal } = needed;
    const object = catalogueObject(needed);
    outcomes.add("rights", fatal ? "failed" : "warned", {
      objects: [object],
      says: `${displayName(acts)} may not ${verbs[kind]} ${object}: ${effect}`,
      sql: catalogueGrant(needed, quoteIdentifier(acts)),
    });
  }
}

/** Compares the encoding that Electric's sessions get with the UTF-8 that Electric takes it for. */
function tellEncoding({ outcomes, snapshot, acts }: Told, database: string): void {
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

/** Tells the role that Electric's sessions act as. */
function tellRole({ outcomes, target, acts }: Told, role: string): void {
  outcomes.add("set role", role === acts ? "done" : "failed", {
    objects: [displayName(acts)],
    says: `sessions of ${displayName(target.role)} act as ${displayName(acts)}${acts === target.role ? "" : " (SET role)"}`,
  });
}

/** Tries the role, its settings, its rights in the catalogues, and the encoding of text; one message, as locks may be held. */
export async function tryRights(at: Rehearsing): Promise<void> {
  const { rehearsal, outcomes } = at;
  const answer = await rehearsal.attempt([ACTING, RIGHTS_LACKING]);
  if ("error" in answer)
    return outcomes.refuse("rights", answer.error, { says: "the rights on catalogues could not be read" });
  const acting = actingSchema.array().parse(answer.rows[0])[0];
  tellRole(at, acting?.role ?? "");
  await trySettings(at);
  outcomes.begin();
  tellRights(at, lackingSchema.parse(answer.rows[1]));
  tellEncoding(at, acting?.encoding ?? "");
}

/** Tries the same over a session of Electric's own login, whose settings are those of its role. */
export async function tryOwnRights(session: OwnLogin, at: Told): Promise<void> {
  const { outcomes } = at;
  outcomes.begin();
  const role = await session.ask(ACTING);
  const rights = await session.ask(RIGHTS_LACKING);
  const says = "the rights on catalogues could not be read";
  if ("error" in role) return outcomes.refuse("rights", role.error, { says });
  if ("error" in rights) return outcomes.refuse("rights", rights.error, { says });
  const acting = actingSchema.array().parse(role.rows)[0];
  tellRole(at, acting?.role ?? "");
  tellRights(at, lackingSchema.parse(rights.rows));
  tellEncoding(at, acting?.encoding ?? "");
}
