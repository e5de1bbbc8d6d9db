import "server-only";
import { sql } from "drizzle-orm";
import { lastDue } from "@/lib/alerts/channels/letter-time";
import { letterOf } from "@/lib/alerts/letter";
import { publicUrl } from "../http/origin";
import { repeat } from "../repeat";
import { readSetting } from "../settings/read";
import { db } from "../store/db";
import { sendVia } from "./channels/send";
import { letterFacts } from "./letter-facts";

const ASK_MS = 60_000;
/** How long one try may take, ms; the store keeps the letter for this replica so long. */
const LIMIT_MS = 120_000;
/** After so many tries a letter is given up: the channel's last result says why. */
const TRIES = 500;

/** Returns the store's time: the one clock that all replicas share. */
async function storeTime(): Promise<Date> {
  const { rows } = await db().execute<{ now: string }>(sql`SELECT to_json(now()) #>> '{}' AS now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}

/**
 * Writes down the letters of a time, one for each channel, where they are not written yet. One row stands for one letter, so that a
 * clock that goes back sends none twice. Rows of a time to come are of a clock that went ahead: they would keep that letter from being
 * sent, and are deleted.
 */
async function writeDown(slot: Date, channelIds: readonly string[]): Promise<void> {
  await db().execute(
    sql`DELETE FROM letters WHERE slot > now() + interval '1 day' OR slot < now() - interval '1 year'`,
  );
  await db().execute(sql`
    INSERT INTO letters (slot, channel_id)
    SELECT ${slot.toISOString()}::timestamptz, id FROM channels
    WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text(${JSON.stringify(channelIds)}::jsonb))
    ON CONFLICT DO NOTHING`);
}

/** Takes one letter of a time that is not sent yet, and that no other replica is at; null where there is none. */
async function takeLetter(slot: Date): Promise<string | null> {
  const { rows } = await db().execute<{ channel_id: string }>(sql`
    UPDATE letters SET until = now() + make_interval(secs => ${(LIMIT_MS + 30_000) / 1000}), tries = tries + 1
    WHERE (slot, channel_id) = (
      SELECT slot, channel_id FROM letters
      WHERE slot = ${slot.toISOString()}::timestamptz AND sent_at IS NULL AND tries < ${TRIES}
        AND (until <= now() OR until > now() + interval '1 hour')
      ORDER BY channel_id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING channel_id`);
  return rows[0]?.channel_id ?? null;
}

async function markSent(slot: Date, channelId: string): Promise<void> {
  await db().execute(sql`
    UPDATE letters SET sent_at = now()
    WHERE slot = ${slot.toISOString()}::timestamptz AND channel_id = ${channelId}::uuid`);
}

/**
 * Sends the weekly letter where it is due, once to each of its channels whatever the number of replicas. A letter that was due while
 * Headroom was down is sent when it is back, the newest alone. @throws what the store throws
 */
export async function sendDueLetter(): Promise<void> {
  const { on, since, channels, ...time } = await readSetting("letter");
  if (!on || since === null || channels.length === 0) return;
  const now = await storeTime();
  const slot = new Date(lastDue(time, now.getTime()));
  if (slot <= new Date(since)) return;
  await writeDown(slot, channels);
  for (let id = await takeLetter(slot); id !== null; id = await takeLetter(slot)) {
    const letter = letterOf(await letterFacts(now), slot.toISOString(), publicUrl());
    const delivery = `letter ${slot.toISOString()} ${id}`;
    const result = await sendVia(id, letter, AbortSignal.timeout(LIMIT_MS), delivery);
    if (result.ok || !result.retry) await markSent(slot, id);
  }
}

/** Sends the letters until it is stopped; returns what stops it. */
export const keepSendingLetters = (): (() => void) =>
  repeat(sendDueLetter, ASK_MS, "a letter that is due is sent in the next minute");
