import { noOwnerWork } from "./owner-work";
import { noPartitionJobs } from "./partition-jobs";
import type { Rights, RoleFacts } from "./schema";

export const aRoleFacts: RoleFacts = {
  name: "app",
  superuser: false,
  inherit: true,
  createRole: false,
  canLogin: true,
  replication: false,
  bypassRls: false,
  connectionLimit: null,
  validUntil: null,
};

/** Rights beside the good snapshot of lib/snapshot/fixture.ts: a superuser looks, Electric's role owns the one table. */
export const aRights: Rights = {
  admin: "postgres",
  bootstrap: "postgres",
  roles: [
    {
      ...aRoleFacts,
      name: "postgres",
      superuser: true,
      createRole: true,
      replication: true,
      bypassRls: true,
    },
    aRoleFacts,
    { ...aRoleFacts, name: "electric", replication: true },
  ],
  memberships: [],
  database: { name: "orders", owner: "postgres", acl: null },
  schemas: [{ name: "public", owner: "pg_database_owner", acl: null }],
  tables: [{ oid: 16401, acl: null, columns: [], identityIndex: null, rules: [], policies: [], alsoIn: [] }],
  sequences: [],
  dependents: [],
  roleSettings: [],
  owned: [],
  dependsIn: [],
  others: [],
  defaults: [],
  keeps: [],
  ownerWork: noOwnerWork,
  tableFunctions: [],
  eventTriggers: [],
  partitionJobs: noPartitionJobs,
  selfGrant: "",
  sessions: 0,
  lockSpace: 6400,
};

/** Returns a copy of the rights after `change` has been made to it. */
export function rightsWith(change: (rights: Rights) => void): Rights {
  const copy = structuredClone(aRights);
  change(copy);
  return copy;
}
