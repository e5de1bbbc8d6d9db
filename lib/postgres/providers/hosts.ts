import { onPort, type ProviderRules } from "./rules";

/** Crunchy Bridge docs, how-to/logical-replication, how-to/pgbouncer. */
export const crunchy: ProviderRules = {
  name: "Crunchy Bridge",
  hosts: /\.postgresbridge\.com$/,
  tlsDemanded: true,
  proxied: false,
  poolers: [{ port: 5431, says: "port 5431 is Crunchy Bridge's PgBouncer" }],
  direct: onPort(5432),
  walLevel: {
    says: "Crunchy Bridge has logical replication on by default; set wal_level under Settings.",
    restarts: true,
  },
  parameters: "On Crunchy Bridge, change it in the cluster's configuration parameters.",
  restart: "The cluster restarts and every connection drops.",
  alterSystem: false,
  failover: "useful",
  idleSlots: null,
  defaultRoles: ["postgres", "application"],
  replicationRoles: [],
  tokenRoles: [],
  replication: "The superuser postgres runs ALTER ROLE … REPLICATION.",
};

/** DigitalOcean docs, products/databases/postgresql/how-to/manage-connection-pools. */
export const digitalocean: ProviderRules = {
  name: "DigitalOcean",
  hosts: /\.db\.ondigitalocean\.com$/,
  tlsDemanded: true,
  proxied: false,
  poolers: [{ port: 25_061, says: "port 25061 is a DigitalOcean connection pool" }],
  direct: onPort(25_060),
  walLevel: {
    says: "DigitalOcean has logical replication on by default; ask its support why it is not.",
    restarts: true,
  },
  parameters:
    "On DigitalOcean, change it through the API's database configuration; max_connections follows the memory (25 for each GB, less 3).",
  restart: "The cluster restarts and every connection drops.",
  alterSystem: false,
  failover: "useful",
  idleSlots: null,
  defaultRoles: ["doadmin"],
  replicationRoles: [],
  tokenRoles: [],
  replication:
    "doadmin may replicate; from Postgres 16 on it may also run ALTER ROLE … REPLICATION for other roles.",
};

/** Render docs, postgresql-logical-replication; tutorials/postgres-on-render/connection-limits-and-pooling. */
export const render: ProviderRules = {
  name: "Render",
  hosts: /-postgres\.render\.com$/,
  tlsDemanded: true,
  proxied: false,
  poolers: [],
  direct: () => null,
  walLevel: {
    says: "On Render, ask its support to turn logical replication on (Pro workspace, at least 10 GB of disk); name the role and the schemas.",
    restarts: true,
  },
  parameters:
    "Render sets server parameters itself; max_connections follows the memory (100 below 8 GB, up to 500 from 32 GB on).",
  restart: "The database restarts and every connection drops.",
  alterSystem: false,
  failover: "useful",
  idleSlots: null,
  defaultRoles: ["postgres"],
  replicationRoles: [],
  tokenRoles: [],
  replication: "Render's support gives a role the REPLICATION attribute.",
};

/** Any other Postgres: one's own, or a provider that the host name does not tell. */
export const other: ProviderRules = {
  name: "Postgres",
  hosts: null,
  tlsDemanded: false,
  proxied: false,
  poolers: [
    { port: 6432, says: "port 6432 is PgBouncer's usual port" },
    { port: 6543, says: "port 6543 is Supavisor's usual port for transactions" },
  ],
  direct: onPort(5432),
  walLevel: { says: "Set wal_level to logical as a superuser, then restart the server.", restarts: true },
  parameters: "A superuser does it with ALTER SYSTEM, or in postgresql.conf.",
  restart: "The server restarts and every connection drops.",
  alterSystem: true,
  /** Whether there is a standby to fail over to is seen in the database, not in its name. */
  failover: "none",
  idleSlots: null,
  defaultRoles: ["postgres"],
  replicationRoles: [],
  tokenRoles: [],
  replication: "A superuser runs ALTER ROLE … REPLICATION.",
};
