import "server-only";
import { SETTINGS } from "@/lib/settings/settings";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { writeSetting } from "./write";

async function change(_ctx: Context, audit: AuditLine, input: unknown) {
  const viewers = parse(SETTINGS.viewers, input);
  return db().transaction(async (tx) => {
    await writeSetting(tx, "viewers", viewers);
    return audit.write(
      tx,
      { action: "change a setting", detail: { setting: "viewers", ...viewers } },
      undefined,
    );
  });
}

/** Sets what people with the role viewer see. @throws NotAllowed for a member, BadInput */
export const changeViewers = auditedVerb("admin", change);
