import { namedRoutine } from "@/lib/repair/changes/words";
import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Keeping } from "./keeping";
import type { Situation } from "./situation";

/** Owners that keep their rights on a partitioned table by grant alone: a grant makes, attaches and detaches no partition. */
export const partitionLosers = (tables: readonly Relation[], keeping: Keeping): string[] => [
  ...new Set(
    tables
      .filter(({ kind, owner }) => kind === "p" && keeping.of(owner) === "grants")
      .map(({ owner }) => owner),
  ),
];

const SCHEDULER = { pg_cron: "job of pg_cron", pg_partman: "table of pg_partman" } as const;

/** Returns sentences on the code and jobs that make or drop partitions today and will lack the rights for it. */
function jobsOf({ rights, roles, target }: Situation): string[] {
  const goesOn = (role: string): boolean =>
    roles.of(role)?.superuser === true || roles.inherits(role, target.role);
  const { functions, schedules, closed } = rights.partitionJobs;
  const definers = functions.filter(({ definer, owner }) => definer && !goesOn(owner));
  const callers = functions.filter(({ definer }) => !definer);
  const jobs = schedules.filter(({ role }) => role === null || !goesOn(role));
  const named = jobs.map(
    ({ by, name, role }) =>
      `${SCHEDULER[by]} ${displayName(name)}${role === null ? "" : ` (runs as ${displayName(role)})`}`,
  );
  return [
    ...(definers.length === 0
      ? []
      : [
          `${listed(definers.map((one) => `${namedRoutine(one)} of ${displayName(one.owner)}`))} work${definers.length === 1 ? "s" : ""} on partitions with the rights of ${definers.length === 1 ? "its owner" : "their owners"} (SECURITY DEFINER) and will fail.`,
        ]),
    ...(callers.length === 0
      ? []
      : [
          `${listed(callers.map(namedRoutine))} work${callers.length === 1 ? "s" : ""} on partitions with the rights of the caller, and will fail for a former owner.`,
        ]),
    ...(named.length === 0
      ? []
      : [
          `${example(named, "job")} will fail unless ${named.length === 1 ? "it runs" : "they run"} as ${displayName(target.role)}.`,
        ]),
    ...(closed.length === 0
      ? []
      : [`${listed([...closed])} may have further jobs, which could not be read.`]),
  ];
}

/**
 * Returns, as sentences, what a transfer of partitioned tables takes from owners that keep the rest by grant ("must be owner
 * of table", 42501, PostgreSQL 14 to 18), what stops with it, and the ways that spare them.
 */
export function partitionsAfter(
  situation: Situation,
  tables: readonly Relation[],
  keeping: Keeping,
): string[] {
  const losers = partitionLosers(tables, keeping);
  if (losers.length === 0) return [];
  const name = displayName(situation.target.role);
  const roots = tables.filter(({ kind, owner }) => kind === "p" && losers.includes(owner));
  const who = listed(losers.map(displayName));
  return [
    `${who} can make, attach, detach and drop no partition of ${example(roots.map(displayRelation), "table")} (${count(roots.length, "partitioned table")}) any more: only ${name} and its members can. Rows without a partition are then refused. Choose the strategy “member”, which leaves this as it is, or keep ${losers.length === 1 ? "this owner" : "these owners"} by membership in ${name}.`,
    ...jobsOf(situation),
    "Jobs outside this database that make partitions are not seen.",
  ];
}
