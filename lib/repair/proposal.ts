import { z } from "zod";
import { choicesSchema, wantedSchema } from "./request";
import { planInputSchema } from "./run/input";

/** Days for which a proposal can be applied. */
export const PROPOSAL_DAYS = 7;

/** Request that a proposed plan was made for, without secrets: an admin's page asks for the same. */
export const proposedRequestSchema = z.object({
  for: wantedSchema,
  choices: choicesSchema.omit({ verifier: true }),
  /** Whether the plan gives Electric's role a password; the admin who applies it makes one. */
  password: z.boolean(),
});

/** Input of a proposal: the plan that was read, by its fingerprint, and a note to the admins. */
export const proposalInputSchema = planInputSchema.pick({ for: true, choices: true }).extend({
  fingerprint: z.string().min(1).max(200),
  note: z.string().trim().max(500, "A note has at most 500 characters.").default(""),
});

/** An open proposal as pages list it. */
export const proposalSchema = z.object({
  id: z.uuid(),
  databaseId: z.uuid(),
  databaseName: z.string(),
  by: z.string(),
  /** Whether the reader is its author, who cannot apply it where the two-person rule is on. */
  own: z.boolean(),
  note: z.string(),
  steps: z.number().int().nonnegative(),
  request: proposedRequestSchema,
  /** ISO. */
  createdAt: z.string(),
  expiresAt: z.string(),
});

export type ProposedRequest = z.infer<typeof proposedRequestSchema>;
export type ProposalAsked = z.input<typeof proposalInputSchema>;
export type Proposal = z.infer<typeof proposalSchema>;

/** State of the two-person rule of a database. */
export type TwoPerson = {
  on: boolean;
  /** The admin who switched it on, and the time, ISO; null while off. */
  since: { by: string; at: string } | null;
  /** The request to switch it off, which another admin confirms. */
  off: { by: string; own: boolean; at: string } | null;
  /** Reason why it cannot be switched on; null where it can. */
  blocked: string | null;
};
