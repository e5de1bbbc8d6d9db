import type { Activity, ElectricLock } from "@/lib/snapshot/activity";
import type { Slot } from "@/lib/snapshot/replication";
import type { Unseen } from "@/lib/snapshot/seen";
import type { Database, ElectricRole, Server } from "@/lib/snapshot/server";

/** Facts of a server that the sums need: a visit's snapshot has them, and so has a sample. */
export type Connections = {
  server: Pick<Server, "maxConnections" | "superuserReservedConnections" | "reservedConnections">;
  database: Pick<Database, "name" | "connectionLimit">;
  role: Pick<ElectricRole, "superuser" | "connectionLimit" | "usesReservedConnections"> | null;
  activity: Activity | Unseen;
  slots: readonly Pick<Slot, "name" | "database" | "active">[] | Unseen;
  electricLock: ElectricLock | Unseen;
};
