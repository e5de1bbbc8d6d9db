import type { Database } from "@/lib/databases/database";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";

/** A table without its estimates and counters, which move by themselves. */
const judgedOf = ({ rows: _rows, bytes: _bytes, updates: _updates, deletes: _deletes, ...table }: Relation) =>
  table;

/** A publication without what is said of the target's slot, which moves by itself. */
function publicationOf({ publication }: ReachedSnapshot) {
  if (publication === null) return null;
  const { precedesSlot: _precedesSlot, decoding: _decoding, ...rest } = publication;
  return rest;
}

/**
 * Returns what a trial depends on of a snapshot, as one text: the trial stands while a later check run has the same. Sessions,
 * slots and counters are no part of it. Neither is pg_hba.conf, which a trial does not read: role.access_rules judges that.
 */
export function basisOf(snapshot: ReachedSnapshot, target: Target): string {
  const { server, database, role, databaseSettings, schemas, eventTriggers } = snapshot;
  const tables = targetTables(snapshot, target).map(judgedOf);
  const within = new Set(tables.map(({ schema }) => schema));
  return JSON.stringify({
    server: {
      versionNum: server.versionNum,
      inRecovery: server.inRecovery,
      walLevel: server.walLevel,
      maxConnections: server.maxConnections,
      maxReplicationSlots: server.maxReplicationSlots,
      maxWalSenders: server.maxWalSenders,
      lcMessages: server.lcMessages,
    },
    database,
    role,
    databaseSettings,
    schemas: schemas
      .filter(({ name }) => within.has(name))
      .map(({ name, owner, usage, actingUsage }) => ({ name, owner, usage, actingUsage })),
    publication: publicationOf(snapshot),
    eventTriggers: eventTriggers.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    tables: tables.sort((one, other) => one.oid - other.oid),
  });
}

/** Returns what a trial was asked for, as one text: the database at its address, and what is wanted of Electric there. */
export function askedOf({ kind, host, port, database, target }: Database): string {
  const { role, poolSize, strategy, streamId, scope } = target;
  // The sandbox is the same server at whatever port it starts.
  const at = kind === "sandbox" ? {} : { host, port };
  return JSON.stringify({ ...at, database, role, poolSize, strategy, streamId, scope });
}
