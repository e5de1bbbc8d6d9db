import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";

export const databaseLimitSchema = z.object({
  kind: z.literal("database limit"),
  database: nameSchema,
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
});

/** ALTER DATABASE … CONNECTION LIMIT. */
export const databaseLimit = {
  ...plainChange,
  sql: ({ database, to }) => `ALTER DATABASE ${quoteIdentifier(database)} CONNECTION LIMIT ${to ?? -1}`,
  key: ({ database }) => [database],
  subject: ({ database }) => `the connection limit of ${displayName(database)}`,
  commandTag: () => null,
  needs: ({ database }, owners) => [
    { right: "inherit", role: owners.database(database), for: `the database ${displayName(database)}` },
  ],
  state: (change, { snapshot }) => sidesOf(snapshot.database.connectionLimit, change),
} satisfies ChangeDefinition<z.infer<typeof databaseLimitSchema>>;
