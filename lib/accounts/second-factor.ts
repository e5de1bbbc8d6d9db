import { z } from "zod";
import { signInSchema } from "./account";

/** Input of an act on one's own account that asks for the own password, where there is one. */
export const ownPasswordInput = z.object({ ownPassword: signInSchema.shape.password.optional() });

/** Input of a code of the app; white space, which apps show between the digits, does not count. */
export const codeInput = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "A code has six digits.")),
});

/** The second factor of a person, as that person sees it. */
export type SecondFactor = {
  isOn: boolean;
  /** Recovery codes that are left. */
  codesLeft: number;
  /** Whether each person of this Headroom needs one. */
  isRequired: boolean;
  hasPassword: boolean;
};
