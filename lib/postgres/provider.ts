/** Who runs the server, as far as the host name tells (planetscale.md section D). */
export const PROVIDER_IDS = [
  "planetscale",
  "neon",
  "supabase",
  "rds",
  "aurora",
  "cloudsql",
  "azure",
  "crunchy",
  "digitalocean",
  "render",
  "other",
] as const;

export type ProviderId = (typeof PROVIDER_IDS)[number];
