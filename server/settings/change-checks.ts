import "server-only";
import { SETTINGS } from "@/lib/settings/settings";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { writeSetting } from "./write";

async function change(_ctx: Context, audit: AuditLine, input: unknown) {
  const checks = parse(SETTINGS.checks, input);
  return db().transaction(async (tx) => {
    await writeSetting(tx, "checks", checks);
    return audit.write(
      tx,
      { action: "change a setting", detail: { setting: "checks", ...checks } },
      undefined,
    );
  });
}

/** Sets how often databases are checked without a request. @throws NotAllowed for a member, BadInput */
export const changeChecks = auditedVerb("admin", change);
