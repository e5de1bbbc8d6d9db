import "server-only";
import { rightsSchema, type Rights } from "@/lib/privileges/schema";
import type { Reader } from "./guarded-client";
import { EVENT_TRIGGERS } from "./sql/event-triggers";
import { readSchedules, schedulerSchema } from "./partition-jobs";
import { PARTITION_FUNCTIONS, PARTITION_SCHEDULERS } from "./sql/partition-jobs";
import { closedFunctions, KEY_SCHEMAS, ownersTriggers, subscriptionsInto } from "./sql/owner-work";
import { KEEPS, DEFAULTS, OTHERS } from "./sql/role-elsewhere";
import {
  BIND_TABLES,
  DATABASE_RIGHTS,
  DEPENDENTS,
  DEPENDS_IN,
  MEMBERSHIPS,
  OWNED,
  ROLES,
  SCHEMA_RIGHTS,
  SEQUENCE_RIGHTS,
  SESSION,
  SESSIONS,
  roleSettings,
  tableRights,
} from "./sql/rights";
import { tableFunctions } from "./sql/table-functions";

/**
 * Returns the privileges of each role, in one round trip, inside the transaction of a look (look.ts), which has bound the target's
 * names and fixed the search path. `seesSessions` is false where the provider closed pg_stat_activity to this role.
 * @throws DatabaseError, or the socket's error, when the server ends or refuses a query
 */
export async function readRights(
  reader: Reader,
  { versionNum, seesSessions }: { versionNum: number; seesSessions: boolean },
): Promise<Rights> {
  const answers = await reader.rows([
    BIND_TABLES,
    SESSION,
    ROLES,
    MEMBERSHIPS,
    DATABASE_RIGHTS,
    SCHEMA_RIGHTS,
    tableRights(versionNum),
    SEQUENCE_RIGHTS,
    DEPENDENTS,
    roleSettings(versionNum),
    OWNED,
    DEPENDS_IN,
    OTHERS,
    DEFAULTS,
    KEEPS,
    subscriptionsInto(versionNum),
    closedFunctions(versionNum),
    ownersTriggers(versionNum),
    KEY_SCHEMAS,
    tableFunctions(versionNum),
    EVENT_TRIGGERS,
    PARTITION_FUNCTIONS,
    PARTITION_SCHEDULERS,
    ...(seesSessions ? [SESSIONS] : []),
  ]);
  const [
    ,
    session,
    roles,
    memberships,
    database,
    schemas,
    tables,
    sequences,
    dependents,
    settings,
    owned,
    elsewhere,
    others,
    defaults,
    keeps,
    subscriptions,
    functions,
    triggers,
    keys,
    called,
    eventTriggers,
    partitioning,
    schedulers,
    sessions,
  ] = answers;
  const scheduled = await readSchedules(
    reader,
    schedulerSchema.array().parse(schedulers),
    partitioning ?? [],
  );
  return rightsSchema.parse({
    ...session?.[0],
    roles,
    memberships,
    database: database?.[0],
    schemas,
    tables,
    sequences,
    dependents,
    roleSettings: settings,
    owned,
    dependsIn: elsewhere?.map(({ name }) => name),
    others,
    defaults,
    keeps,
    partitionJobs: { functions: partitioning, ...scheduled },
    ownerWork: { subscriptions, functions, triggers, keys },
    tableFunctions: called,
    eventTriggers,
    sessions: sessions?.[0]?.sessions ?? 0,
  });
}
