import type { Finding, Status } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { count } from "@/lib/checks/words";

/** A target without tables is the first thing to know: all checks of tables have nothing to judge. */
function emptyTarget(findings: readonly Finding[]): string | null {
  const target = findings.find(({ id, status }) => id === "tables.target" && status === "unknown");
  if (target === undefined) return null;
  const others = of(findings, "unknown") - 1;
  return others === 0 ? target.found : `${target.found}. ${count(others, "check")} could not look`;
}

const of = (findings: readonly Finding[], status: Status): number =>
  findings.filter((finding) => finding.status === status).length;

/** Returns the verdict as one sentence without its stop: "3 things keep Electric from running". */
export function headlineOf(findings: readonly Finding[], verdict: Verdict): string {
  const failed = of(findings, "fail");
  const blind = of(findings, "unknown");
  const warned = of(findings, "warn");
  switch (verdict) {
    case "not ready":
      return failed === 1
        ? "1 thing keeps Electric from running"
        : `${failed} things keep Electric from running`;
    case "unknown":
      return (
        emptyTarget(findings) ??
        `${count(blind, "check")} could not look, so it is not known whether Electric would run`
      );
    case "ready with warnings":
      return warned === 0
        ? `Electric can run; ${count(blind, "check")} could not look`
        : `Electric can run; ${count(warned, "thing")} will bite later`;
    case "ready":
      return "Electric can run on this database";
  }
}

/** What has to hold before the next thing can be judged or mended; what is not named follows in its own order. */
const FIRST = [
  "connection.reachable",
  "connection.ipv6",
  "connection.primary",
  "connection.direct",
  "connection.encrypted",
  "connection.url",
  "server.version",
  "server.wal_level",
  "connection.writable",
  "slot.name",
  "server.replication_slots",
  "server.wal_senders",
  "role.exists",
  "role.static",
  "role.login",
  "role.replication",
  "role.set_role",
  "role.connect",
  "budget.pool_fits",
  "budget.role_limit",
  "budget.database_limit",
  "tables.target",
  "role.schema_usage",
  "tables.kind",
  "tables.ownership",
  "role.select",
  "role.row_security",
  "tables.generated_columns",
  "role.create_publication",
  "publication.exists",
  "publication.owner",
  "publication.operations",
  "publication.scope",
  "publication.partition_root",
  "publication.filters",
  "publication.tables",
  "slot.publication",
  "tables.replica_identity",
];

const GRAVITY: readonly Status[] = ["fail", "unknown", "warn"];

/** Returns the one finding to mend first, what others depend on before them; null when nothing is to do. */
export function nextAction<Each extends Pick<Finding, "id" | "status">>(
  findings: readonly Each[],
): Each | null {
  for (const status of GRAVITY) {
    const open = new Map(
      findings.filter((finding) => finding.status === status).map((finding) => [finding.id, finding]),
    );
    const first = FIRST.find((id) => open.has(id));
    const next = first === undefined ? [...open.values()][0] : open.get(first);
    if (next !== undefined) return next;
  }
  return null;
}
