import { onPort, type ProviderRules } from "./rules";

const SHARED = /\.pooler\.supabase\.com$/;

/** Supabase docs, guides/database/connecting-to-postgres, guides/platform/compute-and-disk. */
export const supabase: ProviderRules = {
  name: "Supabase",
  hosts: /\.(supabase\.co|pooler\.supabase\.com)$/,
  tlsDemanded: false,
  proxied: false,
  poolers: [
    { host: SHARED, says: "hosts under pooler.supabase.com are Supavisor, on port 5432 too" },
    { host: /\.supabase\.co$/, port: 6543, says: "port 6543 is Supabase's transaction pooler" },
  ],
  direct: (pooled) => (SHARED.test(pooled.host) ? null : onPort(5432)(pooled)),
  walLevel: {
    says: "Supabase has logical replication on by default; ask its support why it is not.",
    restarts: true,
  },
  parameters:
    "On Supabase, change it with the command line: supabase postgres-config update. The defaults follow the compute size.",
  restart: "The database restarts and every connection drops.",
  alterSystem: false,
  failover: "none",
  idleSlots: null,
  defaultRoles: ["postgres", "supabase_admin"],
  ownSuperusers: ["supabase_admin"],
  replicationRoles: [],
  tokenRoles: [],
  replication: "The role postgres may run ALTER ROLE … REPLICATION there.",
};
