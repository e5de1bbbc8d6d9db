import { z } from "zod";
import { databaseInputSchema } from "../databases/database";
import { connectionTestEventSchema } from "../databases/visit";
import { NONE } from "./endpoint";

/** A test of the connection that a form describes: its stages, then how it ended. */
export const connectionTestEndpoint = {
  method: "POST",
  path: "/api/connection-test",
  params: NONE,
  query: NONE,
  body: databaseInputSchema.extend({
    /** The database whose stored password may be used while nothing moves it elsewhere. */
    id: z.uuid("This is not a database's id.").optional(),
  }),
  answer: connectionTestEventSchema,
} as const;
