import "server-only";
import { eq, sql } from "drizzle-orm";
import type { SecondFactor } from "@/lib/accounts/second-factor";
import { readOnlyVerb } from "../../audit/verb";
import { passwordHashOf } from "../../auth/credential";
import { hasSecondFactor } from "../../auth/second-factor/judge";
import { NotAllowed } from "../../errors";
import { readSetting } from "../../settings/read";
import { db } from "../../store/db";
import { recoveryCodes } from "../../store/schema";

/** Returns the state of the actor's second factor. */
export const readSecondFactor = readOnlyVerb("viewer", async ({ actor }): Promise<SecondFactor> => {
  if (actor.kind !== "user") throw new NotAllowed();
  const [row] = await db()
    .select({ left: sql<number>`count(*)::int` })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, actor.id));
  return {
    isOn: await hasSecondFactor(actor.id),
    codesLeft: row?.left ?? 0,
    isRequired: (await readSetting("signIn")).requireSecondFactor,
    hasPassword: (await passwordHashOf(actor.id)) !== null,
  };
});
