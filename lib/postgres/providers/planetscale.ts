import { onPort, type ProviderRules } from "./rules";

/** PlanetScale docs, postgres/connecting, cluster-configuration/parameters, integrations/logical-cdc (August 2026). */
export const planetscale: ProviderRules = {
  name: "PlanetScale",
  hosts: /\.psdb\.cloud$/,
  tlsDemanded: true,
  proxied: true,
  poolers: [{ port: 6432, says: "port 6432 is PlanetScale's PgBouncer" }],
  direct: onPort(5432),
  walLevel: {
    says: "On PlanetScale, set wal_level to logical under Clusters → branch → Parameters, queue the change and apply it (administrators only).",
    restarts: true,
  },
  parameters:
    "On PlanetScale, change it under Clusters → branch → Parameters, queue the change and apply it (administrators only).",
  restart:
    "The restart ends with a switchover on a cluster with replicas: all direct connections drop for some seconds, a slot that is not a failover slot is lost, and Electric's clients fetch everything again. Queue all changes that need one and apply them together.",
  alterSystem: false,
  failover: "demanded",
  idleSlots: { afterMs: 300_000, then: "lost at a failover" },
  defaultRoles: ["postgres"],
  replicationRoles: [],
  tokenRoles: [],
  replication:
    "As the default role postgres: ALTER ROLE … REPLICATION. A role made in the dashboard gets it only together with the inherited role postgres.",
};
