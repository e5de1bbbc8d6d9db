import { z } from "zod";
import { accountSchema, emailSchema, OWN_PASSWORD_NEEDED, signInSchema } from "./account";
import { ROLES } from "./roles";

/** How long an invitation can be open, in days. */
export const INVITATION_DAYS = [1, 3, 7, 14, 30] as const;
export const DEFAULT_DAYS = 7;

/** Input of an admin for an invitation by link. An admin sees all databases, so that groups count for the other roles alone. */
export const invitationSchema = z
  .object({
    role: z.enum(ROLES),
    groups: z.array(z.string().trim().min(1).max(80)).max(100).default([]),
    /** The address of the account; the person types one where it is empty. */
    email: z.literal("").or(emailSchema).default(""),
    days: z.literal(INVITATION_DAYS).default(DEFAULT_DAYS),
    ownPassword: signInSchema.shape.password.optional(),
  })
  .refine(({ role, ownPassword }) => role !== "admin" || ownPassword !== undefined, {
    path: ["ownPassword"],
    message: OWN_PASSWORD_NEEDED,
  });

/** Input of the person who accepts an invitation. The address of one that names its person is not taken from here. */
export const acceptanceSchema = accountSchema;
