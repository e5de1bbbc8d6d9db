import { z } from "zod";
import { displayName, quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { EITHER } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { valueSchema } from "../values";

export const passwordSchema = z.object({
  kind: z.literal("password"),
  role: nameSchema,
  verifier: valueSchema,
});

/** ALTER ROLE … PASSWORD. The hash is made here: neither the statement nor the server's log holds the password. */
export const password = {
  ...plainChange,
  sql: ({ role, verifier }) => `ALTER ROLE ${quoteIdentifier(role)} WITH PASSWORD ${quoteLiteral(verifier)}`,
  inverse: () => null,
  noInverse: "the old password is not known.",
  key: ({ role }) => [role],
  subject: ({ role }) => `the password of ${displayName(role)}`,
  roles: ({ role }) => [role],
  commandTag: () => null,
  needs: ({ role }) => [
    { right: "alter role", role, what: "password", replication: false, bypassRls: false },
  ],
  state: () => EITHER,
  verifier: ({ verifier }) => verifier,
  redacted: (change, placeholder) => ({ ...change, verifier: placeholder }),
} satisfies ChangeDefinition<z.infer<typeof passwordSchema>>;
