import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import type { Way } from "../finding";

type FixedSetting = ElectricRole["settings"][number];

/** Returns the setting that Electric's sessions start with, where one is fixed for its role, its database or all roles. */
export function settingFor(
  { role, databaseSettings }: ReachedSnapshot,
  name: string,
): FixedSetting | undefined {
  const named = (setting: FixedSetting) => setting.name === name;
  return role?.settings.find(named) ?? databaseSettings.find(named);
}

/** Returns what a setting is fixed for, in words: "role electric in database orders". */
export function fixedFor({ scope }: FixedSetting, { role, database }: ReachedSnapshot): string {
  const ofRole = `role ${displayName(role?.name ?? "electric")}`;
  const ofDatabase = `database ${displayName(database.name)}`;
  return {
    role: ofRole,
    database: ofDatabase,
    "role in database": `${ofRole} in ${ofDatabase}`,
    "all roles": "all roles",
    server: "the whole server",
  }[scope];
}

/**
 * Returns the ways to another value for Electric alone, which leaves every other role as it is, and for whom it is fixed
 * now. `value` is SQL: `0`, `off`. What is set for the role in the database wins over all else, so it is set there again.
 */
export function overrides(setting: FixedSetting, value: string, snapshot: ReachedSnapshot): Way[] {
  const { role, database, connection } = snapshot;
  const { name, scope } = setting;
  const here = `IN DATABASE ${quoteIdentifier(database.name)} `;
  const forElectric: Way[] =
    role === null
      ? []
      : [
          {
            says: `Set ${name} to ${value} for Electric's role; it holds from Electric's next connection on.`,
            sql: `ALTER ROLE ${quoteIdentifier(role.name)} ${scope === "role in database" ? here : ""}SET ${name} = ${value};`,
          },
        ];
  if (scope === "database")
    return [
      ...forElectric,
      {
        says: "Or take it from the database, for every role.",
        sql: `ALTER DATABASE ${quoteIdentifier(database.name)} RESET ${name};`,
      },
    ];
  if (scope === "all roles")
    return [...forElectric, { says: "Or take it from all roles.", sql: `ALTER ROLE ALL RESET ${name};` }];
  return scope === "server" ? [...forElectric, settingWay(connection.provider, name, value)] : forElectric;
}
