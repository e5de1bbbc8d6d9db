import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { covers } from "@/lib/alerts/cover";
import { judgeCondition, kindOf } from "@/lib/alerts/kinds";
import { calmState, end, policyOf, step, type AlertState, type Step } from "@/lib/alerts/machine";
import type { DatabaseReading, Firing, JudgementStatus } from "@/lib/alerts/reading";
import { inScope, type StoredRule } from "@/lib/alerts/rule";
import { holds, type StoredSilence } from "@/lib/alerts/silence";
import { db, type Tx } from "../store/db";
import { alertStates, type AlertedDatabase, type Member } from "../store/schema";
import {
  beginEpisode,
  endEpisode,
  openEpisode,
  updateEpisode,
  writeEvent,
  type About,
  type ChannelRef,
} from "./episode";
import { lockServers } from "./lock";
import { readRules } from "./rules/stored";
import { readSilences } from "./silences/stored";

/** A database of a server, as rules choose it. */
export type Decided = About & { sampled: boolean };

export type ServerInput = {
  server: string;
  databases: readonly Decided[];
  /** Readings of the databases that this replica knows; samples only of those in `own`. */
  readings: ReadonlyMap<string, DatabaseReading>;
  own: ReadonlySet<string>;
  /** The news that led here: it counts for the thresholds of the rules that read it. Null where only time has passed. */
  news: "sample" | "check" | "both" | null;
  channels: readonly ChannelRef[];
  now: number;
};

type Members = Record<string, Member>;
type Row = { state: AlertState; members: Members } | undefined;
export type Decision = { ruleId: string; state: AlertState; status: JudgementStatus };

/** Returns the rules in an order in which each comes before those that it covers. */
const inOrder = (rules: readonly StoredRule[]): StoredRule[] => {
  const size = (rule: StoredRule) => rules.filter((other) => covers(rule.condition, other.condition)).length;
  return rules.toSorted((one, other) => size(other) - size(one));
};

/** Judges the databases of a rule anew, as far as this replica reads them; the last judgements of others stay. */
function judged(rule: StoredRule, about: readonly Decided[], before: Members, input: ServerInput): Members {
  const { readings, own, now } = input;
  const { subject, reads } = kindOf(rule.condition);
  const read = about.filter(({ id }) => {
    if (reads === "sample") return own.has(id) && readings.has(id);
    // Another replica may have judged a later check run than the one that is known here.
    const check = readings.get(id)?.check ?? null;
    return before[id] === undefined ? readings.has(id) : check !== null && check.at >= before[id].at;
  });
  const known = new Set(read.map(({ id }) => id));
  const members: Members = {};
  for (const { id } of about) if (!known.has(id) && before[id] !== undefined) members[id] = before[id];
  const of = (ids: readonly Decided[]) => ids.flatMap(({ id }) => readings.get(id) ?? []);
  const [first] = read;
  if (first === undefined) return members;
  if (subject === "server")
    members[first.id] = { judgement: judgeCondition(rule.condition, of(read), now), at: now };
  else
    for (const database of read)
      members[database.id] = {
        judgement: judgeCondition(rule.condition, of([database]), now),
        at: reads === "check" ? (readings.get(database.id)?.check?.at ?? 0) : now,
      };
  return members;
}

/** Returns one status for all: what fires fires, and what could not be judged is never quiet. */
function statusOf(members: Members): JudgementStatus {
  const all = Object.values(members).map(({ judgement }) => judgement.status);
  return (["firing", "no-data"] as const).find((status) => all.includes(status)) ?? "quiet";
}

/** Returns the judgement that is told, and the databases that it is about. */
function firingOf(members: Members, about: readonly Decided[], wholeServer: boolean) {
  const firing = about.flatMap((database) => {
    const judgement = members[database.id]?.judgement;
    return judgement?.status === "firing" ? [{ database, judgement }] : [];
  });
  const [first] = firing;
  if (first === undefined) return null;
  const { judgement } = first satisfies { judgement: Firing };
  const only = judgement.about;
  const databases: AlertedDatabase[] = wholeServer
    ? about.filter(({ id }) => only?.includes(id) ?? true).map(({ id, name }) => ({ id, name }))
    : firing.map(({ database: { id, name }, judgement: { figure, says, act } }) => ({
        id,
        name,
        own: { figure, says, act },
      }));
  return { judgement, databases, concerned: firing.map(({ database }) => database) };
}

/** Returns whether every database is muted or in maintenance for a rule. */
const isSilent = (
  silences: readonly StoredSilence[],
  rule: StoredRule,
  server: string,
  about: readonly About[],
  now: number,
): boolean => {
  const inForce = silences.filter(
    (silence) =>
      (silence.ruleId === null || silence.ruleId === rule.id) &&
      (silence.server === null || silence.server === server) &&
      holds(silence.schedule, now),
  );
  return about.length > 0 && about.every((one) => inForce.some(({ scope }) => inScope(scope, one)));
};

/** Writes a state that changed. The times of judgements alone are no change, or each sample would be a write. */
async function keepState(
  tx: Tx,
  { ruleId, server, before }: { ruleId: string; server: string; before: Row },
  state: AlertState,
  members: Members,
): Promise<void> {
  const text = (all: Members) =>
    JSON.stringify(Object.entries(all).map(([id, { judgement }]) => [id, judgement]));
  const isSame =
    JSON.stringify(before?.state) === JSON.stringify(state) && text(before?.members ?? {}) === text(members);
  if (isSame) return;
  await tx
    .insert(alertStates)
    .values({ ruleId, server, state, members, updatedAt: sql`now()` })
    .onConflictDoUpdate({
      target: [alertStates.ruleId, alertStates.server],
      set: { state, members, updatedAt: sql`now()` },
    });
}

type Decidable = { tx: Tx; input: ServerInput; rule: StoredRule; about: readonly Decided[] };

/** Carries out a step: begins, updates or ends the alert, and writes what it has to say. */
async function carryOut(
  { tx, input, rule, about }: Decidable,
  made: Step,
  members: Members,
  because: string | null,
) {
  const { server, now, channels } = input;
  const wholeServer = kindOf(rule.condition).subject === "server";
  const told = firingOf(members, about, wholeServer);
  let episode = made.change === "begin" ? null : await openEpisode(tx, rule.id, server);
  if (made.change === "begin" && told !== null)
    episode = await beginEpisode(tx, rule, { server, now }, told.judgement, told.databases);
  else if (episode !== null && told !== null && made.change === null)
    episode = await updateEpisode(tx, episode, told.judgement, told.databases);
  if (episode === null) return;
  if (made.change === "end") episode = await endEpisode(tx, episode, now, because);
  if (made.message === null) return;
  const quietWords = Object.values(members).find(({ judgement }) => judgement.status === "quiet");
  const says =
    made.message === "resolve" ? (because ?? quietWords?.judgement.says ?? "It is over.") : episode.says;
  const groups = new Map(input.databases.map(({ id, group }) => [id, group]));
  const groupOf = (id: string) => groups.get(id) ?? "";
  await writeEvent(tx, episode, made.message, { rule, says, groupOf, channels, now });
}

async function decideRule(
  decidable: Decidable,
  row: Row,
  context: { silences: readonly StoredSilence[]; firing: readonly StoredRule[] },
): Promise<Decision | null> {
  const { tx, input, rule, about } = decidable;
  const { now, server } = input;
  const before = row?.state ?? calmState(now);
  if (about.length === 0 || !rule.enabled) {
    if (row === undefined) return null;
    const because = rule.enabled ? "The rule no longer concerns it." : "The rule was switched off.";
    if (before.phase === "firing")
      await carryOut(decidable, end(before, rule["send-on-resolved"], now), {}, because);
    await tx.delete(alertStates).where(and(eq(alertStates.ruleId, rule.id), eq(alertStates.server, server)));
    return null;
  }
  const members = judged(rule, about, row?.members ?? {}, input);
  const status = statusOf(members);
  const concerned = firingOf(members, about, false)?.concerned ?? about;
  const covered = context.firing.some((other) => covers(other.condition, rule.condition));
  const { reads } = kindOf(rule.condition);
  const made = step(before, policyOf(rule), {
    status,
    // Where no sample comes, each look of the clock is one without data.
    counts: input.news === reads || input.news === "both" || rule.condition.kind === "no-data",
    now,
    silent: covered || isSilent(context.silences, rule, server, concerned, now),
  });
  if (made.state.phase === "firing" || made.change !== null) await carryOut(decidable, made, members, null);
  await keepState(tx, { ruleId: rule.id, server, before: row }, made.state, members);
  return { ruleId: rule.id, state: made.state, status };
}

/**
 * Decides all rules on one server, in one transaction under its row lock: several replicas decide one after the other, and each
 * goes on from what the one before decided. Returns the states of the rules that concern it.
 */
export async function decideServer(input: ServerInput): Promise<Decision[]> {
  return db().transaction(async (tx) => {
    await lockServers(tx, [input.server]);
    const rules = inOrder(await readRules(tx));
    const silences = await readSilences(tx);
    const rows = await tx.select().from(alertStates).where(eq(alertStates.server, input.server));
    const rowOf = new Map(rows.map((row) => [row.ruleId, row]));
    const decisions: Decision[] = [];
    const firing: StoredRule[] = [];
    for (const rule of rules) {
      const { reads } = kindOf(rule.condition);
      const about = input.databases.filter(
        (database) => inScope(rule.scope, database) && (reads === "check" || database.sampled),
      );
      const decision = await decideRule({ tx, input, rule, about }, rowOf.get(rule.id), { silences, firing });
      if (decision === null) continue;
      decisions.push(decision);
      if (decision.state.phase === "firing") firing.push(rule);
    }
    return decisions;
  });
}
