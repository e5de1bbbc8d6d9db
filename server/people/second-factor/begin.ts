import "server-only";
import { eq, sql } from "drizzle-orm";
import { ownPasswordInput } from "@/lib/accounts/second-factor";
import { otpauthUri } from "@/lib/accounts/totp";
import { qrOf, type Qr } from "@/lib/accounts/qr";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { needsSecondFactor } from "../../auth/duty";
import { hasSecondFactor } from "../../auth/second-factor/judge";
import { makeSecret, sealSecret } from "../../auth/second-factor/secret";
import { parse, type Context } from "../../context";
import { Conflict, NotAllowed, NotSignedIn } from "../../errors";
import { publicUrl } from "../../http/origin";
import { db } from "../../store/db";
import { secondFactors, user } from "../../store/schema";
import { confirmSelfIfPossible } from "./confirm";

/** Secret for an authenticator app, to type and as a QR code to scan. */
export type NewSecret = { secret: string; qr: Qr };

async function begin(ctx: Context, audit: AuditLine, input: unknown) {
  if (ctx.actor.kind !== "user") throw new NotAllowed();
  const { id } = ctx.actor;
  const { ownPassword } = parse(ownPasswordInput, input);
  if (await hasSecondFactor(id)) throw new Conflict("Your second factor is on already. Turn it off first.");
  if (!(await needsSecondFactor(id))) await confirmSelfIfPossible(ctx, audit, ownPassword);
  const [person] = await db().select({ email: user.email }).from(user).where(eq(user.id, id));
  if (person === undefined) throw new NotSignedIn();
  const secret = makeSecret();
  const sealed = sealSecret(id, secret);
  await db()
    .insert(secondFactors)
    .values({ userId: id, secret: sealed })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: { secret: sealed, usedSteps: [] },
      setWhere: sql`${secondFactors.confirmedAt} IS NULL`,
    });
  const uri = otpauthUri(secret, person.email, `Headroom ${new URL(publicUrl()).hostname}`);
  // Nothing is on yet: the entry is written with the code that shows that the app has the secret.
  return audit.unchanged<NewSecret>({ secret, qr: qrOf(uri) });
}

/**
 * Makes a secret for the actor's authenticator app, which counts once a code has confirmed it. Asks for the own password, except of a
 * person who has to set a second factor up before anything else.
 * @throws BadInput for a wrong own password, Conflict where a second factor is on, TooMany
 */
export const beginSecondFactor = auditedVerb("viewer", begin);
