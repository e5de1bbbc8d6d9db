import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { GONE, sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";

export const publicationOwnerSchema = z.object({
  kind: z.literal("publication owner"),
  publication: nameSchema,
  from: nameSchema,
  to: nameSchema,
});

/** ALTER PUBLICATION … OWNER TO. */
export const publicationOwner = {
  ...plainChange,
  sql: ({ publication, to }) =>
    `ALTER PUBLICATION ${quoteIdentifier(publication)} OWNER TO ${quoteIdentifier(to)}`,
  key: ({ publication }) => [publication],
  subject: ({ publication }) => `the owner of ${displayName(publication)}`,
  roles: ({ from, to }) => [from, to],
  commandTag: () => "ALTER PUBLICATION",
  needs({ publication, from, to }) {
    const name = displayName(publication);
    return [
      { right: "inherit", role: from, for: name },
      { right: "become", role: to, for: name },
      { right: "create on database", role: to, for: name },
    ];
  },
  state: (change, { snapshot: { publication } }) =>
    publication?.name === change.publication ? sidesOf(publication.owner, change) : GONE,
} satisfies ChangeDefinition<z.infer<typeof publicationOwnerSchema>>;
