import "server-only";
import { SETTINGS } from "@/lib/settings/settings";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { writeSetting } from "./write";

async function change(_ctx: Context, audit: AuditLine, input: unknown) {
  const retention = parse(SETTINGS.retention, input);
  return db().transaction(async (tx) => {
    await writeSetting(tx, "retention", retention);
    return audit.write(
      tx,
      { action: "change a setting", detail: { setting: "retention", ...retention } },
      undefined,
    );
  });
}

/** Sets how long history and alerts are kept; what is older goes with the next maintenance. @throws NotAllowed for a member, BadInput */
export const changeRetention = auditedVerb("admin", change);
