import { z } from "zod";

/** An object of this database with a name that Electric Cloud or Electric 0.x gives; slots are among the slots. */
export const leftoverSchema = z.object({
  kind: z.enum(["publication", "event trigger", "schema"]),
  name: z.string(),
  owner: z.string(),
});

export type Leftover = z.infer<typeof leftoverSchema>;
