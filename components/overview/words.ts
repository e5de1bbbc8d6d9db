import type { Standing } from "./row";
import type { Facet, OverviewView } from "./view";

export const STANDING_WORDS: Record<Standing, string> = {
  "not ready": "Not ready",
  "ready with warnings": "Ready with warnings",
  ready: "Ready",
  unknown: "Unknown",
  "never checked": "Never checked",
};

/** Words of the summary strip, beside their number. */
export const FACET_WORDS: Record<Facet, string> = {
  "": "databases",
  short: "servers short",
  "not ready": "not ready",
  unknown: "unknown",
  "ready with warnings": "ready with warnings",
  "never checked": "never checked",
  ready: "ready",
};

export const ENVIRONMENT_WORDS: Record<string, string> = {
  production: "Production",
  staging: "Staging",
  development: "Development",
};

export const SORT_WORDS: Record<OverviewView["sort"], string> = {
  urgency: "Most urgent first",
  name: "By name",
  checked: "Last checked first",
  left: "Least headroom first",
};
