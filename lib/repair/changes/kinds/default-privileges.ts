import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { defaultObjectsSchema } from "@/lib/privileges/schema";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { privilegeWord, quoteGrantee } from "../quote";
import { privilegesSchema } from "../values";

export const defaultPrivilegesSchema = z.object({
  kind: z.literal("default privileges"),
  creator: nameSchema,
  schema: nameSchema.nullable(),
  objects: defaultObjectsSchema.default("TABLES"),
  grantee: nameSchema.nullable(),
  privileges: privilegesSchema,
  grantOption: z.boolean().default(false),
  from: z.boolean(),
  to: z.boolean(),
});

/** ALTER DEFAULT PRIVILEGES. Without FOR ROLE it would cover only what the current role makes (PostgreSQL docs, its page). */
export const defaultPrivileges = {
  ...plainChange,
  sql({ creator, schema, objects, grantee, privileges, grantOption, to }) {
    const where = schema === null ? "" : ` IN SCHEMA ${quoteIdentifier(schema)}`;
    const list = `${privileges.map(privilegeWord).join(", ")} ON ${objects}`;
    const act = to
      ? `GRANT ${list} TO ${quoteGrantee(grantee)}${grantOption ? " WITH GRANT OPTION" : ""}`
      : `REVOKE ${list} FROM ${quoteGrantee(grantee)}`;
    return `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(creator)}${where} ${act}`;
  },
  key: ({ creator, schema, objects, grantee, privileges, grantOption }) => [
    ...[creator, schema, objects, grantee],
    ...[privileges, grantOption],
  ],
  subject: ({ creator }) => `the default privileges of ${displayName(creator)}`,
  roles: ({ creator, grantee }) => [creator, grantee],
  commandTag: () => "ALTER DEFAULT PRIVILEGES",
  needs: ({ creator }) => [
    { right: "inherit", role: creator, for: `default privileges of ${displayName(creator)}` },
  ],
  state(change, { rights }) {
    const { creator, schema, objects, privileges: wanted } = change;
    const held = rights.defaults
      .filter((row) => row.creator === creator && row.schema === schema && row.objects === objects)
      .flatMap((row) => row.privileges);
    return sidesOf(
      wanted.every((privilege) => held.includes(privilege)),
      change,
    );
  },
} satisfies ChangeDefinition<z.infer<typeof defaultPrivilegesSchema>>;
