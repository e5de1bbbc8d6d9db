import type { ProviderRules } from "./rules";

/** AWS docs: AmazonRDS UserGuide (CHAP_Limits, logical replication), Aurora PostgreSQL "Replication.Logical.Configure". */
export const rds: ProviderRules = {
  name: "AWS RDS",
  hosts: /\.rds\.amazonaws\.com(\.cn)?$/,
  tlsDemanded: false,
  proxied: false,
  poolers: [
    {
      host: /\.proxy-[^.]+\.[^.]+\.rds\.amazonaws\.com(\.cn)?$/,
      says: "a host name with .proxy- is RDS Proxy",
    },
  ],
  direct: () => null,
  walLevel: {
    says: "On RDS, set rds.logical_replication to 1 in a custom parameter group and reboot the instance.",
    restarts: true,
  },
  parameters: "On RDS, change it in a custom parameter group of the instance.",
  restart: "The instance reboots and every connection drops for up to some minutes.",
  alterSystem: false,
  failover: "useful",
  idleSlots: null,
  defaultRoles: ["postgres", "rdsadmin"],
  replicationRoles: ["rds_replication"],
  tokenRoles: ["rds_iam"],
  replication: "GRANT rds_replication TO the role; its REPLICATION attribute stays off there.",
};

export const aurora: ProviderRules = {
  ...rds,
  name: "AWS Aurora",
  hosts: /\.cluster-(ro-|custom-)?[^.]+\.[^.]+\.rds\.amazonaws\.com(\.cn)?$/,
  poolers: [],
  walLevel: {
    says: "On Aurora, set rds.logical_replication to 1 in the cluster parameter group and reboot the writer.",
    restarts: true,
  },
  parameters: "On Aurora, change it in a custom cluster parameter group.",
  restart: "The writer reboots and every connection drops for some seconds.",
  /** Writer and readers share one storage: the slot is there after a failover. */
  failover: "none",
  idleSlots: null,
};
