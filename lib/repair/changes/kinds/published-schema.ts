import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";

export const publishedSchemaSchema = z.object({
  kind: z.literal("published schema"),
  publication: nameSchema,
  schema: nameSchema,
  from: z.boolean(),
  to: z.boolean(),
});

/** ALTER PUBLICATION … ADD or DROP TABLES IN SCHEMA. */
export const publishedWholeSchema = {
  ...plainChange,
  sql: ({ publication, schema, to }) =>
    `ALTER PUBLICATION ${quoteIdentifier(publication)} ${to ? "ADD" : "DROP"} TABLES IN SCHEMA ${quoteIdentifier(schema)}`,
  key: ({ publication, schema }) => [publication, schema],
  subject: ({ publication, schema }) => `the schema ${displayName(schema)} in ${displayName(publication)}`,
  commandTag: () => "ALTER PUBLICATION",
  needs: ({ publication, to }, owners) => [
    to
      ? { right: "superuser", for: "a publication of whole schemas" }
      : { right: "inherit", role: owners.publication(publication), for: displayName(publication) },
  ],
  state: (change, { snapshot: { publication } }) =>
    sidesOf(publication?.schemas.includes(change.schema) === true, change),
} satisfies ChangeDefinition<z.infer<typeof publishedSchemaSchema>>;
