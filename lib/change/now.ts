import type { RoleFacts } from "@/lib/rights/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { Publication } from "@/lib/snapshot/replication";
import type { Attributes, Identity, PublicationOptions } from "./schema";

/** Returns the attributes that a role has, as a change writes them. */
export function attributesOf(facts: RoleFacts): Attributes {
  const { canLogin: login, inherit, replication, bypassRls, connectionLimit, validUntil } = facts;
  return { login, inherit, replication, bypassRls, connectionLimit, validUntil };
}

/** Returns the replica identity that a table has; `index` is the name of the one that it uses, null where it uses none. */
export function identityOf({ replicaIdentity }: Relation, index: string | null): Identity {
  if (replicaIdentity === "i" && index !== null) return { index };
  return replicaIdentity === "f" ? "full" : replicaIdentity === "n" ? "nothing" : "default";
}

/** Returns the options that a publication has. */
export function optionsOf({ publishes, viaPartitionRoot, generatedStored }: Publication): PublicationOptions {
  return { ...publishes, viaPartitionRoot, generatedStored };
}
