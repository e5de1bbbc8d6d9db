import { onPort, type ProviderRules } from "./rules";

/** Google Cloud SQL docs, postgres/replication/configure-logical-replication. */
export const cloudsql: ProviderRules = {
  name: "Google Cloud SQL",
  hosts: /\.sql\.goog\.?$/,
  tlsDemanded: false,
  proxied: false,
  poolers: [{ port: 6432, says: "port 6432 is a PgBouncer" }],
  direct: onPort(5432),
  walLevel: {
    says: "On Cloud SQL, set the flag cloudsql.logical_decoding to on (on AlloyDB: alloydb.logical_decoding).",
    restarts: true,
  },
  parameters: "On Cloud SQL, set it as a database flag of the instance.",
  restart: "The instance restarts and every connection drops.",
  alterSystem: false,
  failover: "none",
  idleSlots: null,
  defaultRoles: ["postgres"],
  replicationRoles: [],
  tokenRoles: ["cloudsqliamuser", "cloudsqliamserviceaccount", "cloudsqliamgroup", "alloydbiamuser"],
  replication: "A member of cloudsqlsuperuser runs ALTER USER … WITH REPLICATION.",
};

/** Azure docs, postgresql/flexible-server/concepts-logical, concepts-limits. */
export const azure: ProviderRules = {
  name: "Azure",
  hosts: /\.postgres\.database\.azure\.com$/,
  tlsDemanded: false,
  proxied: false,
  poolers: [{ port: 6432, says: "port 6432 is Azure's built-in PgBouncer" }],
  direct: onPort(5432),
  walLevel: {
    says: "On Azure, set the server parameter wal_level to logical (and max_worker_processes to at least 16), then restart the server.",
    restarts: true,
  },
  parameters: "On Azure, change it under Server parameters.",
  restart: "The server restarts and every connection drops.",
  alterSystem: false,
  failover: "useful",
  idleSlots: null,
  defaultRoles: ["azuresu", "azure_pg_admin"],
  replicationRoles: [],
  tokenRoles: ["azure_ad_user", "azure_ad_mfa"],
  replication: "A member of azure_pg_admin runs ALTER ROLE … WITH REPLICATION.",
};
