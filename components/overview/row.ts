import type { GaugeModel } from "@/components/budget/model";
import type { Verdict } from "@/lib/checks/verdict";
import type { DatabaseRow, VisitBrief } from "@/lib/databases/visit";
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
  /** Failing checks that are not ignored. */
  fails: number;
  /** Ignored findings, in words; null for none. */
  ignored: string | null;
  /** The one next action, with the check it belongs to. */
  next: { says: string; checkId: string | null } | null;
  takenAt: string | null;
  gauge: GaugeModel | null;
};

/** Returns the one next action that a visit asks for, null when none does. */
const nextOf = ({ brief }: VisitBrief): OverviewRow["next"] =>
  brief.next && { says: brief.next.says, checkId: brief.next.id };

/** Returns the row of a database; `gauge` is what its latest visit saw of the connections. */
export function overviewRow({ database, latest }: DatabaseRow, gauge: GaugeModel | null): OverviewRow {
  return {
    id: database.id,
    name: database.name,
    address: `${database.host}:${database.port}/${database.database}`,
    environment: database.target.environment,
    provider: database.provider,
    sandbox: database.kind === "sandbox",
    archived: database.archivedAt !== null,
    standing: latest?.verdict ?? "never checked",
    fails: latest?.brief.counts.fail ?? 0,
    ignored: latest?.ignored ?? null,
    next: latest === null ? { says: "Check it for the first time.", checkId: null } : nextOf(latest),
    takenAt: latest?.takenAt ?? null,
    gauge,
  };
}
