import { z } from "zod";
import { acceptedSchema } from "@/lib/repair/plan/acceptance";
import { choicesSchema, wantedSchema } from "@/lib/repair/request";

/**
 * The shape of what Postgres keeps of a password (PostgreSQL 17 docs, 53.10): anything else it would take for a password in
 * clear, hash it itself and could have it in its log.
 */
const VERIFIER =
  /^SCRAM-SHA-256\$[1-9]\d{0,6}:[A-Za-z0-9+/]{8,88}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/;

/** A role to run as whose password is asked for now and forgotten. */
export const runAsSchema = z.object({
  user: z
    .string()
    .min(1, "The user name is needed.")
    .max(200, "A user name has at most 200 characters.")
    .refine((user) => !user.includes("\0"), "A user name cannot contain a NUL character."),
  password: z
    .string()
    .min(1, "The password is needed: it is used for this and then forgotten.")
    .max(1000, "A password has at most 1000 characters."),
});

/** Input of a planner: the purpose, the choices (the rest is the default), and the role. */
export const planInputSchema = z.object({
  for: wantedSchema,
  choices: choicesSchema
    .extend({
      verifier: z.string().regex(VERIFIER, "This is no SCRAM verifier.").nullable().default(null),
    })
    .partial()
    .default({}),
  /** Null for the credentials that are stored. */
  as: runAsSchema.nullable().default(null),
});

/** Input of the page of a plan: as above, and the run whose plan it is compared with. */
export const planPageInputSchema = planInputSchema.extend({
  /** `fingerprint` is that of the plan that was read when the run began; null where the page does not know it. */
  before: z
    .object({ run: z.uuid(), fingerprint: z.string().min(1).max(200).nullable() })
    .nullable()
    .default(null),
});

/** Input of a run: the plan by its fingerprint, and the answers that it takes. */
export const runInputSchema = planInputSchema.extend({
  fingerprint: z.string().min(1).max(200),
  dry: z.boolean(),
  /** Ids of the plan's warnings that were accepted. */
  accepted: acceptedSchema.default([]),
  /** The name that is typed before something is changed in production. */
  confirm: z.string().max(200).default(""),
});

export type RunAs = z.infer<typeof runAsSchema>;
export type PlanInput = z.infer<typeof planInputSchema>;
export type RunInput = z.infer<typeof runInputSchema>;
/** The same before its defaults are filled in: what a page sends. */
export type PlanAsked = z.input<typeof planInputSchema>;
export type PlanPageAsked = z.input<typeof planPageInputSchema>;
export type RunAsked = z.input<typeof runInputSchema>;
