import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { ruleText, type Scope } from "@/lib/alerts/rule";
import { silenceSchema, type Silence } from "@/lib/alerts/silence";
import { tellAlerts } from "../../alert-link";
import { author } from "../../audit/author";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parse, type Context } from "../../context";
import { BadInput, NotFound } from "../../errors";
import { db, type Tx } from "../../store/db";
import { alertRules, alertSilences } from "../../store/schema";
import { readPlaces, readSight, serversIn } from "../places";
import { NO_RULE, requireDatabases } from "../rules/save";

const HOUR_MS = 3_600_000;

/** Input of a mute: a rule, a server or both, null for all; and for how long. */
export const muteSchema = z.object({
  ruleId: z.uuid().nullable(),
  server: z.string().max(1000).nullable(),
  hours: z.coerce.number().int().min(1, "At least 1 h.").max(168, "At most 168 h, a week."),
});

async function keep(tx: Tx, ctx: Context, silence: Silence): Promise<{ detail: Record<string, unknown> }> {
  const { userName } = await author(tx, ctx);
  await requireDatabases(tx, silence.scope);
  let rule: string | null = null;
  if (silence.ruleId !== null) {
    const [row] = await tx.select().from(alertRules).where(eq(alertRules.id, silence.ruleId));
    if (row === undefined) throw new NotFound(NO_RULE);
    rule = ruleText(row.rule);
  }
  await tx.insert(alertSilences).values({ ruleId: silence.ruleId, silence, userName });
  return { detail: { rule, ...silence } };
}

/** The most databases that a scope names. */
const MOST_NAMED = 200;

/**
 * Returns the databases that a mute concerns: of a server all, where the actor sees one of them, as an alert of it is acknowledged for all;
 * of everything those that the actor sees. @throws NotFound, BadInput
 */
async function muteScope(ctx: Context, server: string | null): Promise<Scope> {
  const sight = await readSight(ctx);
  if (sight.isWhole) return { kind: "every" };
  const servers = serversIn(sight, (await readPlaces()).servers);
  if (server !== null) {
    if (!servers.has(server))
      throw new NotFound("This server is not here. Its databases may have been removed.");
    return { kind: "every" };
  }
  const ids = [...servers.values()].flat().map(({ id }) => id);
  if (ids.length === 0) throw new NotFound("There is no database whose alerts could be muted.");
  if (ids.length > MOST_NAMED)
    throw new BadInput(`A mute names at most ${MOST_NAMED} databases. Mute one server after the other.`);
  return { kind: "databases", ids };
}

async function mute(ctx: Context, audit: AuditLine, input: unknown) {
  const { ruleId, server, hours } = parse(muteSchema, input);
  const from = new Date();
  const silence = silenceSchema.parse({
    kind: "mute",
    ruleId,
    server,
    scope: await muteScope(ctx, server),
    schedule: {
      kind: "once",
      from: from.toISOString(),
      until: new Date(from.getTime() + hours * HOUR_MS).toISOString(),
    },
  });
  const muted = await db().transaction(async (tx) =>
    audit.write(tx, { action: "mute alerts", ...(await keep(tx, ctx, silence)) }, undefined),
  );
  tellAlerts((alerts) => alerts.onChange());
  return muted;
}

/** Mutes a rule on a server, or all, for some hours: what fires meanwhile is shown and told afterwards. @throws NotFound, BadInput */
export const muteAlerts = auditedVerb("member", mute);

async function plan(ctx: Context, audit: AuditLine, input: unknown) {
  const silence = parse(silenceSchema, { ...(typeof input === "object" ? input : {}), kind: "maintenance" });
  const planned = await db().transaction(async (tx) =>
    audit.write(tx, { action: "plan a maintenance", ...(await keep(tx, ctx, silence)) }, undefined),
  );
  tellAlerts((alerts) => alerts.onChange());
  return planned;
}

/** Plans a maintenance, once or each week. @throws NotAllowed for a member, BadInput */
export const planMaintenance = auditedVerb("admin", plan);
