import { azure, cloudsql } from "./providers/clouds";
import { databricks } from "./providers/databricks";
import { crunchy, digitalocean, other, render } from "./providers/hosts";
import { neon } from "./providers/neon";
import { planetscale } from "./providers/planetscale";
import { aurora, rds } from "./providers/rds";
import type { Address, ProviderRules } from "./providers/rules";
import { supabase } from "./providers/supabase";

/** Providers, as far as the host name tells. The first whose host fits wins, so Aurora stands before RDS. */
export const PROVIDER_IDS = [
  "planetscale",
  "neon",
  "databricks",
  "supabase",
  "aurora",
  "rds",
  "cloudsql",
  "azure",
  "crunchy",
  "digitalocean",
  "render",
  "other",
] as const;

export type ProviderId = (typeof PROVIDER_IDS)[number];

export const providers: Readonly<Record<ProviderId, ProviderRules>> = {
  planetscale,
  neon,
  databricks,
  supabase,
  aurora,
  rds,
  cloudsql,
  azure,
  crunchy,
  digitalocean,
  render,
  other,
};

const bare = (host: string): string => host.trim().toLowerCase().replace(/\.$/, "");

/** Returns who runs the server at a host name; "other" where the name does not tell. */
export function recogniseProvider(host: string): ProviderId {
  return PROVIDER_IDS.find((id) => providers[id].hosts?.test(bare(host))) ?? "other";
}

/**
 * Superusers that managed providers keep for themselves, by whom the catalogue tells a provider where no host name does: over
 * a tunnel, a proxy or an address of a private network.
 */
export const KEEPERS = {
  rdsadmin: "rds",
  cloudsqladmin: "cloudsql",
  alloydbadmin: "cloudsql",
  azuresu: "azure",
} as const satisfies Record<string, ProviderId>;

const isKeeper = (role: string): role is keyof typeof KEEPERS => Object.hasOwn(KEEPERS, role);

/** Returns who runs a server that has this superuser; Aurora has RDS's, and functions of its own. */
export function providerKeptBy(superuser: string, isAurora: boolean): ProviderId {
  if (!isKeeper(superuser)) return "other";
  return KEEPERS[superuser] === "rds" && isAurora ? "aurora" : KEEPERS[superuser];
}

/** Returns what in an address speaks for a pooler, each as a clause: "port 6432 is PlanetScale's PgBouncer". */
export function poolerSigns(host: string, port: number): string[] {
  return providers[recogniseProvider(host)].poolers
    .filter((sign) => (sign.port ?? port) === port && (sign.host === undefined || sign.host.test(bare(host))))
    .map(({ says }) => says);
}

/** Returns the direct address beside a pooled one; null where it is direct already, or where it does not tell. */
export function directAddress(host: string, port: number): Address | null {
  if (poolerSigns(host, port).length === 0) return null;
  return providers[recogniseProvider(host)].direct({ host: host.trim(), port });
}
