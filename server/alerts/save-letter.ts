import "server-only";
import { letterSettingSchema } from "@/lib/alerts/channels/letter-time";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { BadInput } from "../errors";
import { readSetting } from "../settings/read";
import { writeSetting } from "../settings/write";
import { db } from "../store/db";

async function save(_ctx: Context, audit: AuditLine, input: unknown) {
  const given = parse(letterSettingSchema.omit({ since: true }), input);
  if (given.on && given.channels.length === 0)
    throw new BadInput("Choose where the letter goes.", { channels: "Choose one channel at least." });
  return db().transaction(async (tx) => {
    const before = await readSetting("letter", tx);
    const sameTime =
      before.weekday === given.weekday && before.hour === given.hour && before.zone === given.zone;
    // Another time begins anew: a letter that would have been due by it in the past is not sent.
    const kept = before.on && sameTime ? before.since : null;
    const since = given.on ? (kept ?? new Date().toISOString()) : null;
    await writeSetting(tx, "letter", { ...given, since });
    const { on, weekday, hour, zone } = given;
    const detail = { setting: "letter", on, weekday, hour, zone, channels: given.channels.length };
    return audit.write(tx, { action: "change a setting", detail }, undefined);
  });
}

/** Sets the weekly letter: whether, when, and over which channels. @throws NotAllowed for a member, BadInput */
export const saveLetter = auditedVerb("admin", save);
