import { z } from "zod";
import { STATUSES } from "@/lib/checks/finding";

/** Findings of a visit as a list needs them: how many of each, and the one to fix first. Apart from what makes one, which knows every check. */
export const briefSchema = z.object({
  counts: z.record(z.enum(STATUSES), z.number().int()),
  next: z.object({ id: z.string(), title: z.string(), found: z.string(), says: z.string() }).nullable(),
});

export type Brief = z.infer<typeof briefSchema>;
