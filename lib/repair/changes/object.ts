import { z } from "zod";
import { nameSchema, tableNameSchema } from "@/lib/target/schema";

/** An object that has an access list. */
export const objectSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("table"), schema: nameSchema, name: nameSchema }),
  z.object({ type: z.literal("sequence"), schema: nameSchema, name: nameSchema }),
  z.object({ type: z.literal("schema"), name: nameSchema }),
  z.object({ type: z.literal("database"), name: nameSchema }),
  /** A function, aggregate or procedure: of one name there may be several, told apart by the types of their arguments. */
  z.object({
    type: z.literal("routine"),
    schema: nameSchema,
    name: nameSchema,
    arguments: z.array(tableNameSchema),
  }),
]);

export type DatabaseObject = z.infer<typeof objectSchema>;
