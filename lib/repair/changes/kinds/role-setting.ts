import { z } from "zod";
import { displayName, quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { valueSchema } from "../values";

export const roleSettingSchema = z.object({
  kind: z.literal("role setting"),
  role: nameSchema,
  database: nameSchema.nullable(),
  name: nameSchema,
  from: valueSchema.nullable(),
  to: valueSchema.nullable(),
});

/** Parameters whose value is a list of names, each quoted by itself (GUC_LIST_QUOTE: PostgreSQL 18, guc_tables.c). */
const LISTS = new Set([
  "search_path",
  "temp_tablespaces",
  "local_preload_libraries",
  "session_preload_libraries",
  "shared_preload_libraries",
  "unix_socket_directories",
]);

/** Returns a parameter's value as SET takes it; pg_db_role_setting keeps a list with double quotes where they are needed. */
function valueSql(name: string, value: string): string {
  if (!LISTS.has(name)) return quoteLiteral(value);
  const names = [...value.matchAll(/"((?:[^"]|"")*)"|([^",\s][^,]*)/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.trimEnd(),
  );
  return names.length === 0 ? "''" : names.map(quoteLiteral).join(", ");
}

/** ALTER ROLE … SET or RESET, in one database or in all. */
export const roleSetting = {
  ...plainChange,
  sql({ role, database, name, to }) {
    const where = database === null ? "" : ` IN DATABASE ${quoteIdentifier(database)}`;
    const setting = quoteIdentifier(name);
    const act = to === null ? `RESET ${setting}` : `SET ${setting} = ${valueSql(name, to)}`;
    return `ALTER ROLE ${quoteIdentifier(role)}${where} ${act}`;
  },
  key: ({ role, database, name }) => [role, database, name],
  subject: ({ role, name }) => `${name} of ${displayName(role)}`,
  roles: ({ role }) => [role],
  commandTag: () => null,
  needs: ({ role }) => [
    { right: "alter role", role, what: "settings", replication: false, bypassRls: false },
  ],
  state(change, { rights }) {
    const setting = rights.roleSettings.find(
      ({ database, name }) => database === change.database && name === change.name,
    );
    return sidesOf(setting?.value ?? null, change);
  },
} satisfies ChangeDefinition<z.infer<typeof roleSettingSchema>>;
