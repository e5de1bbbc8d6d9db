import type { Standing } from "./row";
import type { OverviewView } from "./view";

export const STANDING_WORDS: Record<Standing, string> = {
  "not ready": "Not ready",
  "ready with warnings": "Ready with warnings",
  ready: "Ready",
  unknown: "Unknown",
  "never checked": "Never checked",
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
  left: "Fewest connections left first",
};
