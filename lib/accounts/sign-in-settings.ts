import { z } from "zod";
import { signInSchema } from "./account";

/** Input of the settings of the sign-in. Both directions ask for the own password: one locks people out, the other lets thieves in. */
export const signInSettingsInput = z.object({
  requireSecondFactor: z.boolean(),
  ownPassword: signInSchema.shape.password.optional(),
});
