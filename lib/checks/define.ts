import type { StartUpStep } from "@/lib/electric/start-up";
import type { Connection } from "@/lib/snapshot/connection";
import type { ElectricSeen, ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Group, Judgement, Status } from "./finding";
import type { Known } from "./known";

/** The page of a database on which an act is done. */
export type ActPage = "repair" | "readiness" | "connections" | "replication" | "tables" | "settings" | "test";

/** Act on a finding of a check: at most eight words that begin with a verb, for Electric's role where they name it. */
export type CheckAct = {
  says: string | ((role: string) => string);
  /** Without a page it is done in a plan where a remedy is offered, or else read in readiness. */
  page?: ActPage;
  /** Act on a warning, where the check warns of something else than it fails for. */
  warns?: string;
  /** Whether it holds also where the check could not look. */
  always?: true;
};

type Texts<Id extends string> = {
  id: Id;
  /** A short statement of what should hold: "Publication carries every operation". */
  title: string;
  /** Why Electric needs it, in full sentences. */
  why: string;
  /** Source of the fact: docs section, or source file and version. */
  source: string;
  /** The worst that this check can say; a warn-only check that could not look does not make the verdict unknown. */
  worst: Extract<Status, "warn" | "fail">;
  act: CheckAct;
  /** The rank among what is to be fixed first, lower first: what others depend on. Without one it comes last. */
  urgency?: number;
  /**
   * Whether it depends on the moment (connected sessions, lag) and not on the catalogues, so that a repair is not judged by
   * it. Without one its group decides: connection, server, budget and electric depend on the moment.
   */
  momentary?: boolean;
  /** Steps of Electric's start that fail where this check fails: of a step that was refused, it tells the cause. */
  foretells?: readonly StartUpStep[];
  /** Steps of Electric's start that cannot go well where this check fails: one that did proves the check wrong. */
  refutedBy?: readonly StartUpStep[];
  /** Why no SQL of a plan fixes it, where there is more to say than its group tells. */
  whyNotFixed?: string;
  /**
   * How the difference of two visits speaks of objects that came to this finding at its worst, or left it. `fresh` is
   * for those that did not exist at the visit before.
   */
  moves?: { came(count: number): string; fresh?(count: number): string; left(count: number): string };
};

type Judges =
  | { stage: "connection"; judge(connection: Connection, target: Target): Judgement }
  | { stage: "database"; judge(snapshot: ReachedSnapshot, target: Target, known: Known): Judgement }
  | {
      stage: "electric";
      judge(electric: ElectricSeen | null, target: Target, snapshot: Snapshot): Judgement;
    };

const CATALOGUE_GROUPS: ReadonlySet<Group> = new Set(["role", "tables", "publication", "slot"]);

/** Returns whether the checks of a group depend on the moment, where one does not say otherwise. */
export const isMomentaryGroup = (group: Group): boolean => !CATALOGUE_GROUPS.has(group);

type AnyId = `${Group}.${string}`;

export type Check<Id extends AnyId = AnyId> = Texts<Id> & Judges;

/** Defines a check of how the session came about; it is judged even when there is none. */
export const defineConnectionCheck = <const Id extends AnyId>(
  check: Texts<Id> & { judge(connection: Connection, target: Target): Judgement },
): Check<Id> => ({ ...check, stage: "connection" });

/** Defines a check of what the visit saw, and of what is known from before; without a session it is unknown. */
export const defineCheck = <const Id extends AnyId>(
  check: Texts<Id> & {
    judge(snapshot: ReachedSnapshot, target: Target, known: Known): Judgement;
  },
): Check<Id> => ({ ...check, stage: "database" });

/** Defines a check of a running Electric; the snapshot shows what Postgres says of its state. */
export const defineElectricCheck = <const Id extends AnyId>(
  check: Texts<Id> & {
    judge(electric: ElectricSeen | null, target: Target, snapshot: Snapshot): Judgement;
  },
): Check<Id> => ({ ...check, stage: "electric" });
