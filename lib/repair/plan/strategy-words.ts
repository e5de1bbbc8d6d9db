import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { keepsBy, type Kept } from "@/lib/repair/remedies/keeping";
import { partitionLosers } from "@/lib/repair/remedies/partition-jobs";
import type { Situation } from "@/lib/repair/remedies/situation";
import { tablesToTransfer } from "@/lib/repair/remedies/to-transfer";
import type { Relation } from "@/lib/snapshot/relation";
import type { StrategyOption } from "./answer";

type Words = Pick<StrategyOption, "handsOver" | "loses" | "futureTables" | "electric">;

/**
 * Returns the losses by role when tables change hands: only a role that keeps its rights by grant can no longer alter them.
 */
function losses(situation: Situation, tables: readonly Relation[]): string {
  const name = displayName(situation.target.role);
  const keeping = keepsBy(situation);
  const owners = [...new Set(tables.map(({ owner }) => owner))];
  const by = (how: Kept): string =>
    listed(owners.filter((owner) => keeping.of(owner) === how).map(displayName));
  const [granted, members] = [by("grants"), by("membership")];
  const parts = [
    granted === ""
      ? ""
      : `${granted} can no longer alter, drop or index them${partitionLosers(tables, keeping).length === 0 ? "" : ", nor make, attach or detach partitions"}, and keeps everything else by grant.`,
    members === "" ? "" : `${members} keeps the owner's rights, as a member of ${name}.`,
  ].filter(Boolean);
  return parts.length === 0 ? "No role loses anything." : parts.join(" ");
}

function ownerWords(situation: Situation): Words {
  const name = displayName(situation.target.role);
  const tables = tablesToTransfer(situation);
  const owners = [...new Set(tables.map(({ owner }) => displayName(owner)))];
  return {
    handsOver:
      tables.length === 0
        ? `Nothing: ${name} owns every table already.`
        : `${count(tables.length, "table")} of ${listed(owners)} ${tables.length === 1 ? "goes" : "go"} to ${name}.`,
    loses: losses(situation, tables),
    futureTables: `Belong to the role that makes them: migrations have to run as ${name}.`,
    electric: "Nothing beside its connection string.",
  };
}

/** Whether Electric's role has the rights of an owner already: it is the owner, or inherits from it. */
const hasRightsOf =
  ({ roles, target }: Situation) =>
  ({ owner }: Relation): boolean =>
    roles.inherits(target.role, owner);

function memberWords(situation: Situation): Words {
  const { tables, target } = situation;
  const name = displayName(target.role);
  const has = hasRightsOf(situation);
  const ownersOf = (some: readonly Relation[]): string[] => [
    ...new Set(some.map(({ owner }) => displayName(owner))),
  ];
  const gains = ownersOf(tables.filter((table) => !has(table)));
  const makers = ownersOf(tables.filter(({ owner }) => owner !== target.role));
  return {
    handsOver: "Nothing: every table stays with its owner.",
    loses:
      tables.length > 0 && gains.length === 0
        ? `No role loses anything; ${name} has the rights of every owner already.`
        : `No role loses anything; ${name} gains all rights of ${listed(gains) || "the owners"} on tables, dropping included.`,
    futureTables: `Are covered as soon as ${listed(makers) || name} ${makers.length > 1 ? "make" : "makes"} them.`,
    electric: "Nothing beside its connection string.",
  };
}

function manualWords(situation: Situation): Words {
  const { tables, snapshot, target } = situation;
  const { publication } = snapshot;
  const name = displayName(target.role);
  const has = hasRightsOf(situation);
  const reads = tables.filter((table) => !has(table)).map(displayRelation);
  const keeps = tables.length - reads.length;
  const holds = [
    ...(reads.length === 0 && keeps > 0
      ? []
      : [`may read ${example(reads, "table") || "the target's tables"} and change nothing`]),
    ...(keeps === 0 ? [] : [`keeps the owner's rights that it has on ${count(keeps, "table")}`]),
  ];
  // One that is FOR ALL TABLES is made anew by the admin.
  const stays = publication === null || publication.allTables ? null : displayName(publication.owner);
  return {
    handsOver: `Nothing: every table stays with its owner, and the publication ${stays === null ? "belongs to the role that runs this" : `stays with ${stays}`}.`,
    loses: `No role loses anything; ${name} ${holds.join(", and ")}.`,
    futureTables: "Take a step each: publish, set FULL, grant SELECT.",
    electric: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true",
  };
}

/** Words of each strategy on the database at hand. */
export const strategyWords = { owner: ownerWords, member: memberWords, manual: manualWords } as const;
