import "server-only";
import type { AuditLine } from "../../audit/line";
import { passwordHashOf } from "../../auth/credential";
import type { Context } from "../../context";
import { confirmSelf } from "../confirm-self";

/**
 * Lets the actor pass who knows their own password, and a person who has none: those sign in by a provider alone.
 * @throws BadInput at the field, TooMany
 */
export async function confirmSelfIfPossible(
  ctx: Context,
  audit: AuditLine,
  password: string | undefined,
): Promise<void> {
  if (ctx.actor.kind === "user" && (await passwordHashOf(ctx.actor.id)) === null) return;
  await confirmSelf(ctx, audit, password);
}
