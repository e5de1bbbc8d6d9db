import "server-only";
import { signInSettingsInput } from "@/lib/accounts/sign-in-settings";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parse, type Context } from "../../context";
import { db } from "../../store/db";
import { confirmSelf } from "../confirm-self";
import { writeSetting } from "../../settings/write";

async function change(ctx: Context, audit: AuditLine, input: unknown) {
  const { ownPassword, requireSecondFactor } = parse(signInSettingsInput, input);
  await confirmSelf(ctx, audit, ownPassword);
  return db().transaction(async (tx) => {
    await writeSetting(tx, "signIn", { requireSecondFactor });
    const detail = { requireSecondFactor };
    return audit.write(tx, { action: "change the sign-in settings", detail }, undefined);
  });
}

/**
 * Says whether each person needs a second factor; one who has none sets it up before anything else.
 * @throws NotAllowed for a member, BadInput for a wrong own password, TooMany
 */
export const changeSignInSettings = auditedVerb("admin", change);
