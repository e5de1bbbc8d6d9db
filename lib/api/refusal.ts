import { z } from "zod";

/** Answer to a request that failed: a text for the user, and what is wrong with each field. */
export const refusalSchema = z.object({ message: z.string(), fields: z.record(z.string(), z.string()) });

export type Refusal = z.infer<typeof refusalSchema>;
