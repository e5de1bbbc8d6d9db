import { z } from "zod";

/**
 * Warnings that a run needs an explicit acceptance for. Stable: they stand in requests, in `--accept` and in kept plans, so
 * one that is no longer made stays in the list.
 */
export const ACCEPTANCES = ["foreign-code", "event-triggers"] as const;

/** A warning of a plan that has to be accepted before anything of the plan runs, a dry run included. */
export const acceptanceSchema = z.object({
  id: z.enum(ACCEPTANCES),
  /** The warning, in sentences. */
  what: z.string(),
  /** The sentence that accepts it: "I accept that …." */
  says: z.string(),
  /** Every object that the warning is about, by name, with its owner and its use. */
  objects: z.array(z.string()),
});

/** Ids of the warnings that were accepted with a request; none unless they are named. */
export const acceptedSchema = z.array(z.enum(ACCEPTANCES));

export type Acceptance = z.infer<typeof acceptanceSchema>;
export type AcceptanceId = Acceptance["id"];

/** Returns the warnings of a plan that were not accepted. */
export const unaccepted = (
  { acceptances }: { acceptances: readonly Acceptance[] },
  accepted: readonly AcceptanceId[],
): Acceptance[] => acceptances.filter(({ id }) => !accepted.includes(id));

/** Returns why a run does not start, as a sentence that names each warning, and how the command line accepts it. */
export const notAccepted = (open: readonly Acceptance[]): string =>
  `${open.map(({ what }) => what).join(" ")} ${open.length === 1 ? "This warning has" : "These warnings have"} to be accepted first: tick ${open.length === 1 ? "it" : "them"} on the page, or give --accept ${open.map(({ id }) => id).join(" ")}.`;
