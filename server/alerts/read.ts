import "server-only";
import { desc, inArray, isNotNull, isNull, max, sql } from "drizzle-orm";
import { withCovered } from "@/lib/alerts/cover";
import { kindOf } from "@/lib/alerts/kinds";
import { durationText } from "@/lib/alerts/duration";
import type { AlertsPage, FiringAlert, RuleRow, SilenceRow } from "@/lib/alerts/page";
import { inScope, ruleText, scopeText, type StoredRule } from "@/lib/alerts/rule";
import { ruleStateOf } from "@/lib/alerts/rule-state";
import { endOf, holds, isOver, nextStart, type StoredSilence } from "@/lib/alerts/silence";
import { silenceText, subjectText } from "@/lib/alerts/silence-text";
import type { Database } from "@/lib/databases/database";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";
import { alertDeliveries, alertEpisodes, alertStates } from "../store/schema";
import { channelPort } from "./channel-port";
import type { ChannelRef, Episode } from "./episode";
import { narrowed } from "./narrow";
import { readPlaces, readSight } from "./places";
import { readRules } from "./rules/stored";
import { seenPart } from "./seen";
import { readSilences } from "./silences/stored";

type State = typeof alertStates.$inferSelect;
type Known = {
  databases: ReadonlyMap<string, Database>;
  servers: ReadonlyMap<string, readonly Database[]>;
  rules: readonly StoredRule[];
  silences: readonly StoredSilence[];
  states: readonly State[];
  channels: readonly ChannelRef[];
  now: number;
};

const iso = (at: number): string => new Date(at).toISOString();

/** Returns the end of the silence that holds for a rule on a server; null where none does. */
function mutedUntil(known: Known, ruleId: string | null, server: string): string | null {
  const about = known.servers.get(server) ?? [];
  const inForce = known.silences.filter(
    (silence) =>
      (silence.ruleId === null || silence.ruleId === ruleId) &&
      (silence.server === null || silence.server === server) &&
      about.some((one) => inScope(silence.scope, one)) &&
      holds(silence.schedule, known.now),
  );
  const ends = inForce.map(({ schedule }) => endOf(schedule, known.now));
  return ends.length === 0 ? null : iso(Math.max(...ends));
}

function labelsOf(known: Known, { databases }: Episode): string[] {
  if (databases.length > 1) return [`${databases.length} databases`];
  const database = known.databases.get(databases[0]?.id ?? "");
  if (database === undefined) return [];
  if (database.kind === "sandbox") return ["Sandbox"];
  return database.group === "" ? [] : [database.group];
}

type Delivery = Pick<typeof alertDeliveries.$inferSelect, "episodeId" | "channelName" | "state" | "says">;

function firingRow(known: Known, episode: Episode, deliveries: readonly Delivery[]): FiringAlert {
  const of = deliveries.filter(({ episodeId }) => episodeId === episode.id);
  const names = (wanted: (state: Delivery["state"]) => boolean) => [
    ...new Set(of.filter(({ state }) => wanted(state)).map(({ channelName }) => channelName)),
  ];
  const sentTo = names((state) => state === "delivered");
  const state = known.states.find(
    ({ ruleId, server }) => ruleId === episode.ruleId && server === episode.server,
  );
  return {
    id: episode.id,
    ruleId: episode.ruleId,
    server: episode.server,
    figure: episode.figure,
    says: episode.says,
    rule: ruleText(episode.rule),
    condition: episode.rule.condition,
    databases: episode.databases.map(({ id, name }) => ({ id, name })),
    labels: labelsOf(known, episode),
    since: episode.startedAt.toISOString(),
    acknowledged:
      episode.acknowledgedAt === null || episode.acknowledgedBy === null
        ? null
        : { by: episode.acknowledgedBy, at: episode.acknowledgedAt.toISOString() },
    sentTo,
    notSent: of
      .filter(({ channelName, state: sent }) => sent !== "delivered" && !sentTo.includes(channelName))
      .map(({ channelName, says }) => ({ channel: channelName, says: says ?? "on its way" })),
    mutedUntil: mutedUntil(known, episode.ruleId, episode.server),
    dataless: state?.state.dataless ?? false,
    act: episode.act,
  };
}

function noDataOf({ members, state }: State): string | null {
  if (!state.dataless) return null;
  const blind = Object.values(members).find(({ judgement }) => judgement.status === "no-data");
  return blind?.judgement.says ?? "Nothing is known.";
}

function ruleRow(known: Known, rule: StoredRule, last: Date | undefined): RuleRow {
  const nameOf = (id: string) => known.databases.get(id)?.name;
  const channelOf = (id: string) => known.channels.find((channel) => channel.id === id)?.name;
  const servers = [...known.servers].filter(([, group]) => group.some((one) => inScope(rule.scope, one)));
  const muted = servers.map(([server]) => mutedUntil(known, rule.id, server));
  const ends = muted.flatMap((end) => end ?? []).toSorted();
  const isServer = kindOf(rule.condition).subject === "server";
  return {
    id: rule.id,
    rule,
    text: ruleText(rule),
    where: rule.scope.kind === "every" && isServer ? "every server" : scopeText(rule.scope, nameOf),
    after: rule.for === "0" ? "at once" : `for ${durationText(rule.for)}`,
    sentTo:
      rule.channels === null
        ? known.channels.length === 0
          ? "no channel yet"
          : "every channel"
        : rule.channels.map((id) => channelOf(id) ?? "a removed channel").join(", ") || "no channel",
    state: ruleStateOf(
      rule,
      known.states
        .filter(({ ruleId }) => ruleId === rule.id)
        .map((row) => ({ state: row.state, noData: noDataOf(row) })),
      {
        mutedUntil: servers.length > 0 && ends.length === servers.length ? (ends[0] ?? null) : null,
        last: last?.toISOString() ?? null,
        concerns: servers.length > 0,
      },
    ),
  };
}

function silenceRow(known: Known, silence: StoredSilence): SilenceRow {
  const first = silence.server === null ? undefined : known.servers.get(silence.server)?.[0];
  const subject = subjectText(
    silence,
    {
      ruleOf: (id) => known.rules.flatMap((rule) => (rule.id === id ? [ruleText(rule)] : []))[0],
      nameOf: (id) => known.databases.get(id)?.name,
    },
    silence.server === null ? null : (first?.name ?? "a removed server"),
  );
  const next = nextStart(silence.schedule, known.now);
  return {
    id: silence.id,
    kind: silence.kind,
    text: silenceText(silence, subject),
    by: silence.by,
    until: holds(silence.schedule, known.now) ? iso(endOf(silence.schedule, known.now)) : null,
    next: next === null ? null : iso(next),
  };
}

/** Returns what the page of alerts shows: what fires, the rules with their states, mutes and maintenance, and the choices of its forms. */
export const readAlerts = readOnlyVerb("member", async (ctx): Promise<AlertsPage> => {
  const sight = await readSight(ctx);
  const [places, allRules, allSilences, allStates, channels] = await Promise.all([
    readPlaces(),
    readRules(db()),
    readSilences(db()),
    db().select().from(alertStates),
    channelPort.list(),
  ]);
  const now = Date.now();
  const { servers, rules, silences, states } = narrowed(sight, {
    servers: places.servers,
    rules: allRules,
    silences: allSilences,
    states: allStates,
  });
  const databases = new Map([...servers.values()].flat().map((each) => [each.id, each]));
  const known: Known = { databases, servers, rules, silences, states, channels, now };
  const open = (
    await db()
      .select()
      .from(alertEpisodes)
      .where(isNull(alertEpisodes.endedAt))
      .orderBy(desc(alertEpisodes.startedAt))
  ).flatMap((episode) => seenPart(sight, episode));
  const ids = open.map(({ id }) => id);
  const deliveries =
    ids.length === 0
      ? []
      : await db().select().from(alertDeliveries).where(inArray(alertDeliveries.episodeId, ids));
  const lasts = await db()
    .select({ ruleId: alertEpisodes.ruleId, last: max(alertEpisodes.startedAt) })
    .from(alertEpisodes)
    .where(isNotNull(alertEpisodes.ruleId))
    .groupBy(alertEpisodes.ruleId);
  const lastOf = new Map(lasts.map(({ ruleId, last }) => [ruleId, last ?? undefined]));
  return {
    now,
    firing: open.map((episode) => firingRow(known, episode, deliveries)),
    rules: rules.map((rule) => ruleRow(known, rule, lastOf.get(rule.id))),
    silences: silences
      .filter(({ schedule }) => !isOver(schedule, now))
      .map((silence) => silenceRow(known, silence)),
    databases: [...databases.values()].map(({ id, name, group }) => ({ id, name, group })),
    channels: channels.map(({ id, name }) => ({ id, name })),
  };
});

const VERSION = sql`
  SELECT md5(concat_ws(' ',
      (SELECT string_agg(concat(id, figure, acknowledged_by), ' ' ORDER BY id) FROM alert_episodes WHERE ended_at IS NULL),
      (SELECT string_agg(concat(rule_id, server, state ->> 'phase', state ->> 'dataless'), ' ' ORDER BY rule_id, server)
       FROM alert_states),
      (SELECT concat(count(*), max(updated_at)) FROM alert_rules),
      (SELECT count(*) FROM alert_silences),
      (SELECT max(ended_at) FROM alert_episodes),
      (SELECT concat(count(*), max(updated_at)) FROM alert_deliveries
       WHERE episode_id IN (SELECT id FROM alert_episodes WHERE ended_at IS NULL)))) AS version`;

/** Returns how many alerts fire without those that another one covers, and a text that changes with each change that the page shows. */
export const readAlertCount = readOnlyVerb(
  "member",
  async (ctx): Promise<{ firing: number; version: string }> => {
    const sight = await readSight(ctx);
    const open = await db().select().from(alertEpisodes).where(isNull(alertEpisodes.endedAt));
    const { rows } = await db().execute<{ version: string }>(VERSION);
    return {
      firing: withCovered(
        open
          .flatMap((episode) => seenPart(sight, episode))
          .map(({ server, rule, databases }) => ({ server, condition: rule.condition, databases })),
      ).length,
      version: rows[0]?.version ?? "",
    };
  },
);
