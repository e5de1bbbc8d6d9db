import type { GaugeModel } from "@/components/budget/model";
import type { Finding } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import type { DatabaseRow } from "@/lib/databases/visit";
import type { ProviderId } from "@/lib/postgres/provider";

/** `ready` … as judged, or that nobody looked yet. */
export type Standing = Verdict | "never checked";

/** A database as the overview lists it. */
export type OverviewRow = {
  id: string;
  name: string;
  /** `host:port/database` */
  address: string;
  environment: string;
  provider: ProviderId;
  sandbox: boolean;
  archived: boolean;
  standing: Standing;
  fails: number;
  /** The one next action, with the check it belongs to. */
  next: { says: string; checkId: string | null } | null;
  takenAt: string | null;
  gauge: GaugeModel | null;
};

/** Returns the finding that stands first in the way: the first that fails, else could not look, else warns. */
export function foremost(findings: readonly Finding[]): Finding | null {
  for (const status of ["fail", "unknown", "warn"] as const) {
    const found = findings.find((finding) => finding.status === status);
    if (found) return found;
  }
  return null;
}

/** Returns the one next action that findings ask for, null when none does. */
export function nextOf(findings: readonly Finding[]): OverviewRow["next"] {
  const first = foremost(findings);
  return first === null ? null : { says: first.ways[0]?.says ?? first.found, checkId: first.id };
}

/** Returns the row of a database; `gauge` is what its latest visit saw of the connections. */
export function overviewRow({ profile, latest }: DatabaseRow, gauge: GaugeModel | null): OverviewRow {
  return {
    id: profile.id,
    name: profile.name,
    address: `${profile.host}:${profile.port}/${profile.database}`,
    environment: profile.target.environment,
    provider: profile.provider,
    sandbox: profile.kind === "sandbox",
    archived: profile.archivedAt !== null,
    standing: latest?.verdict ?? "never checked",
    fails: latest?.findings.filter(({ status }) => status === "fail").length ?? 0,
    next: latest === null ? { says: "Check it for the first time.", checkId: null } : nextOf(latest.findings),
    takenAt: latest?.takenAt ?? null,
    gauge,
  };
}
