import type { Budget } from "@/lib/budget/schema";
import { headroomOf } from "@/lib/budget/headroom";
import type { Verdict } from "@/lib/checks/verdict";
import type { DatabaseRow } from "@/lib/databases/visit";
import type { ProviderId } from "@/lib/postgres/provider";
import type { ActPage } from "@/lib/checks/define";
import type { Act } from "@/lib/next-act/act";

/** `ready` … as judged, or that no check run is kept. */
export type Standing = Verdict | "never checked";

/** A database as the overview lists it. */
export type OverviewRow = {
  id: string;
  name: string;
  /** `host:port/database` */
  address: string;
  /** Databases of one text are on one server. */
  server: string;
  /** `host:port` */
  serverName: string;
  environment: string;
  provider: ProviderId;
  sandbox: boolean;
  archived: boolean;
  standing: Standing;
  /** Failing checks that are not ignored. */
  fails: number;
  warns: number;
  /** Ignored findings, in words; null for none. */
  ignored: string | null;
  /** The one next action and the address where it is done; null where there is nothing to do. */
  next: { says: string; href: string } | null;
  takenAt: string | null;
  /** The newest budget that was known when the page was made. */
  budget: Budget | null;
  headroom: number | null;
  /** Another entry of the same database stands for it where connections of a server are added up. */
  counted: boolean;
};

/** How an act on a finding is worded, and its address; a server's matter, because it knows every check. */
export type ActRules = {
  actOf: (id: string, target: { role: string }, status: "fail" | "warn" | "unknown") => Act;
  actPath: (databaseId: string, id: string, page: ActPage) => string;
};

/** Returns the one next action that the latest check run asks for; null where there is nothing to do. */
function nextOf({ database, latest }: DatabaseRow, rules: ActRules): OverviewRow["next"] {
  const home = `/databases/${database.id}`;
  if (latest === null) return { says: "Check it for the first time", href: home };
  const { counts, next } = latest.brief;
  if (next === null) return null;
  // The next action is of the gravest status that there is.
  const status = (counts.fail ?? 0) > 0 ? "fail" : (counts.unknown ?? 0) > 0 ? "unknown" : "warn";
  const { says, page } = rules.actOf(next.id, database.target, status);
  // One plan fixes this failure together with the others.
  const isPlanOfAll = page === "repair" && (counts.fail ?? 0) > 1;
  return { says, href: isPlanOfAll ? `${home}/repair` : rules.actPath(database.id, next.id, page) };
}

/** Returns the row of a database; `budget` is the newest one that is known, `server` the text of its server. */
export function overviewRow(
  row: DatabaseRow & { server: string; budget: Budget | null; counted: boolean },
  rules: ActRules,
): OverviewRow {
  const { database, latest, server, budget, counted } = row;
  const serverName = `${database.host}:${database.port}`;
  return {
    id: database.id,
    name: database.name,
    address: `${serverName}/${database.database}`,
    server,
    serverName,
    environment: database.target.environment,
    provider: database.provider,
    sandbox: database.kind === "sandbox",
    archived: database.archivedAt !== null,
    standing: latest?.verdict ?? "never checked",
    fails: latest?.brief.counts.fail ?? 0,
    warns: latest?.brief.counts.warn ?? 0,
    ignored: latest?.ignored ?? null,
    next: nextOf(row, rules),
    takenAt: latest?.takenAt ?? null,
    budget,
    headroom: headroomOf(budget),
    counted,
  };
}
