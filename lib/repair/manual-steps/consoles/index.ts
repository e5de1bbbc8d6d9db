import type { ProviderId } from "@/lib/postgres/provider";
import { azure, cloudsql } from "./clouds";
import type { Console } from "./console";
import { crunchy, databricks, digitalocean, neon, render, supabase } from "./managed";
import { other } from "./other";
import { planetscale } from "./planetscale";
import { aurora, rds } from "./rds";

/** How server parameters are set, at every provider. */
export const consoles: Readonly<Record<ProviderId, Console>> = {
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
