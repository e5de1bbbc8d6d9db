import { z } from "zod";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { EITHER } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { valueSchema } from "../values";

export const systemSettingSchema = z.object({
  kind: z.literal("system setting"),
  name: nameSchema,
  from: valueSchema.nullable(),
  to: valueSchema.nullable(),
  restarts: z.boolean(),
});

/** ALTER SYSTEM refuses to run in a transaction; a parameter without restart is read at the reload that follows. */
export const systemSetting = {
  ...plainChange,
  sql({ name, to }) {
    const setting = quoteIdentifier(name);
    return to === null
      ? `ALTER SYSTEM RESET ${setting}`
      : `ALTER SYSTEM SET ${setting} = ${quoteLiteral(to)}`;
  },
  key: ({ name }) => [name],
  subject: ({ name }) => `${name} of the server`,
  commandTag: () => null,
  needs: ({ name }) => [{ right: "superuser", for: `ALTER SYSTEM SET ${name}` }],
  state: () => EITHER,
} satisfies ChangeDefinition<z.infer<typeof systemSettingSchema>>;
