import type { Finding } from "@/lib/checks/finding";
import { count, example, listed } from "@/lib/checks/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { keepsBy, type Kept } from "@/lib/remedies/former-owner";
import { tablesToTransfer } from "@/lib/remedies/to-transfer";
import { situationOf, type Situation } from "@/lib/remedies/situation";
import type { Rights } from "@/lib/rights/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { STRATEGIES, type Target } from "@/lib/target/schema";
import type { StrategyOption } from "./answer";
import { planIn } from "./compose";
import type { Choices, Plan } from "./schema";

type Words = Pick<StrategyOption, "handsOver" | "loses" | "futureTables" | "electric">;

/** Who gives up what when tables change hands: only whoever keeps its rights by grant can no longer alter them. */
function losses(situation: Situation, tables: readonly Relation[]): string {
  const name = displayName(situation.target.role);
  const keeping = keepsBy(situation, tables);
  const owners = [...new Set(tables.map(({ owner }) => owner))];
  const by = (how: Kept): string =>
    listed(owners.filter((owner) => keeping.of(owner) === how).map(displayName));
  const [granted, members] = [by("grants"), by("membership")];
  const parts = [
    granted === ""
      ? ""
      : `${granted} can no longer alter, drop or index them, and keeps everything else by grant.`,
    members === "" ? "" : `${members} keeps the owner's rights, as a member of ${name}.`,
  ].filter(Boolean);
  return parts.length === 0 ? "Nobody loses anything." : parts.join(" ");
}

function ownerWords(situation: Situation): Words {
  const name = displayName(situation.target.role);
  const tables = tablesToTransfer(situation);
  const owners = [...new Set(tables.map(({ owner }) => displayName(owner)))];
  return {
    handsOver:
      tables.length === 0
        ? `Nothing: ${name} owns every table already.`
        : `${count(tables.length, "table")} of ${listed(owners)} go to ${name}.`,
    loses: losses(situation, tables),
    futureTables: `Belong to whoever makes them: migrations have to run as ${name}.`,
    electric: "Nothing beside its connection string.",
  };
}

function memberWords(situation: Situation): Words {
  const name = displayName(situation.target.role);
  const owners = [...new Set(situation.tables.map(({ owner }) => owner))].filter(
    (owner) => owner !== situation.target.role,
  );
  const who = owners.length === 0 ? "the owners" : listed(owners.map(displayName));
  return {
    handsOver: "Nothing: every table stays with its owner.",
    loses: `Nobody loses anything; ${name} gains all rights of ${who} on tables, dropping included.`,
    futureTables: `Are covered as soon as ${who} ${owners.length === 1 ? "makes" : "make"} them.`,
    electric: "Nothing beside its connection string.",
  };
}

function manualWords(situation: Situation): Words {
  const name = displayName(situation.target.role);
  return {
    handsOver: "Nothing: every table stays with its owner, and the publication stays with whoever runs this.",
    loses: `Nobody loses anything; ${name} may read ${example(situation.tables.map(displayRelation), "table") || "the target's tables"} and change nothing.`,
    futureTables: "Take a step each: publish, set FULL, grant SELECT.",
    electric: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true",
  };
}

const WORDS = { owner: ownerWords, member: memberWords, manual: manualWords } as const;

/** The statement that takes back what the strategy itself does, for the comparison. */
function undoLine(plan: Plan): string {
  const own = plan.steps.filter(({ remedy }) =>
    /^(ownership\.transfer|membership\.grant|publication\.tables)$/.test(remedy),
  );
  const statements = own.flatMap(({ undo }) => undo.flatMap((sql) => sql ?? []));
  const shown =
    statements.find((sql) => sql.startsWith("ALTER TABLE") || sql.startsWith("REVOKE")) ?? statements[0];
  if (shown === undefined) return "Nothing to undo.";
  return statements.length === 1 ? shown : `${shown} and ${statements.length - 1} more`;
}

/** Returns the three ways for Electric to get at the tables, computed from this database, to be compared. */
export function strategiesOf(
  snapshot: ReachedSnapshot,
  rights: Rights,
  target: Target,
  choices: Choices,
  judge: (target: Target) => readonly Finding[],
): StrategyOption[] {
  return STRATEGIES.map((strategy) => {
    const wanted = { kind: "ready" } as const;
    const chosen = { ...choices, strategy };
    const findings = judge({ ...target, strategy });
    const situation = situationOf(snapshot, rights, target, wanted, chosen, findings);
    const plan = planIn(situation);
    return {
      strategy,
      possible: plan.missing.length === 0,
      whyNot: plan.missing.map(({ what, who }) => `${what} ${who}`),
      ...WORDS[strategy](situation),
      undo: undoLine(plan),
      statements: plan.steps.reduce((sum, { statements }) => sum + statements.length, 0),
      exclusiveLocks: plan.locks.filter(({ mode }) => mode === "ACCESS EXCLUSIVE").length,
    };
  });
}
