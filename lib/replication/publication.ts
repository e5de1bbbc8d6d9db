import { publishable } from "@/lib/checks/publication/members";
import { OPERATIONS } from "@/lib/checks/publication/operations";
import { untargeted } from "@/lib/checks/publication/tables";
import type { Status } from "@/lib/checks/finding";
import { publicationName } from "@/lib/electric/names";
import type { Publication } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { onlyReads } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { count, listed } from "@/lib/text/words";
import type { Report, ReportRow } from "./report";

const operationsText = ({ publishes }: Publication): string => {
  const missing = OPERATIONS.filter((operation) => !publishes[operation]);
  return missing.length === 0 ? "insert, update, delete, truncate" : `without ${missing.join(", ")}`;
};

function optionsText({ viaPartitionRoot, generatedStored, allTables, schemas }: Publication): string {
  return [
    `publish_via_partition_root ${viaPartitionRoot ? "on" : "off"}`,
    ...(generatedStored === null ? [] : [`publish_generated_columns ${generatedStored ? "stored" : "none"}`]),
    ...(allTables ? ["FOR ALL TABLES"] : []),
    ...(schemas.length === 0 ? [] : [`FOR TABLES IN SCHEMA ${listed(schemas)}`]),
  ].join(", ");
}

function rowsOf(publication: Publication, tables: string, mode: string): ReportRow[] {
  return [
    { name: "Name", value: publication.name },
    { name: "Tables", value: tables },
    { name: "Operations", value: operationsText(publication) },
    { name: "Options", value: optionsText(publication) },
    { name: "Owner", value: publication.owner },
    { name: "Mode", value: mode },
  ];
}

/** Returns the report of Electric's publication: how much of the target it publishes, and how. */
export function publicationReport(snapshot: ReachedSnapshot, target: Target): Report {
  const { publication } = snapshot;
  const wanted = publishable(snapshot, target);
  if (publication === null) {
    const name = publicationName(target.streamId);
    const isManual = target.strategy === "manual";
    const sentence = isManual
      ? `Publication ${name} does not exist; manual mode needs it.`
      : `Publication ${name} does not exist yet; Electric creates it when it starts.`;
    return { status: isManual ? "fail" : "not applicable", sentence, rows: [], grant: null };
  }
  const keeps = !onlyReads(snapshot, target);
  const published = wanted.filter((relation) => relation.published !== null).length;
  const surplus = untargeted(snapshot, target).length;
  const missing = OPERATIONS.filter((operation) => !publication.publishes[operation]);
  const ofTarget = `${published.toLocaleString("en")} of ${count(wanted.length, "target table")}`;
  const sentence =
    missing.length > 0
      ? `The publication leaves out ${missing.join(", ")}.`
      : `${ofTarget} ${wanted.length === 1 ? "is" : "are"} published${keeps && published < wanted.length ? "; Electric adds one at its first shape" : ""}.`;
  const status: Status =
    missing.length > 0 || (!keeps && published < wanted.length) ? "fail" : surplus > 0 ? "warn" : "pass";
  const tables = `${ofTarget}${surplus === 0 ? "" : `, and ${count(surplus, "table")} outside the target`}`;
  const mode = keeps
    ? "automatic: Electric adds tables, and removes those that no shape uses"
    : "manual: Electric changes nothing";
  return { status, sentence, rows: rowsOf(publication, tables, mode), grant: null };
}
