import { z } from "zod";

/** A part of the database that the visiting role may not look at, with the grant that would show it. */
export const unseenSchema = z.object({ unseen: z.literal(true), grant: z.string() });
export type Unseen = z.infer<typeof unseenSchema>;

/** Either what was seen, or that it could not be seen: never a guess. */
export const seen = <Schema extends z.ZodType>(schema: Schema) => z.union([unseenSchema, schema]);

/** True when the visiting role was not allowed to look. */
export function isUnseen(part: unknown): part is Unseen {
  return typeof part === "object" && part !== null && "unseen" in part;
}
