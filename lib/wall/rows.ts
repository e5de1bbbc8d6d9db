import type { Budget } from "@/lib/budget/schema";
import { headroomOf } from "@/lib/budget/headroom";
import { serverBudgetOf } from "@/lib/budget/server";
import type { Verdict } from "@/lib/checks/verdict";
import type { LiveRow, LiveState } from "@/lib/live/schema";
import { count } from "@/lib/text/words";
import type { WallAllowance } from "./link";
import { serverName } from "./name";
import type { WallRow, WallTone } from "./schema";

/** A database as the wall reckons with it; none of it leaves the server but by `wallRow`. */
export type WallDatabase = {
  id: string;
  name: string;
  group: string;
  /** `host:port` */
  host: string;
  verdict: Verdict | null;
  warnings: number;
  /** Another entry of the same database stands for it where connections are added up. */
  counted: boolean;
  /** Of the latest check run, for a database that is not sampled. */
  checked: { at: string; budget: Budget | null } | null;
  live: Pick<LiveRow, "state" | "everyMs" | "sampledAt" | "budget"> | null;
};

/** States of watching, the worst first: the state of a server is that of its worst database, unless others still tell. */
const WORST: readonly LiveState[] = ["full", "unreachable", "crowded", "starting", "off", "sampling"];

const stateOf = ({ live }: WallDatabase): LiveState => live?.state ?? "starting";
const isSampled = (database: WallDatabase): boolean => stateOf(database) === "sampling";

/** Returns the state of a server. A database that fails alone is told by `withoutData`; a server that is full refuses all of them. */
function worstState(members: readonly WallDatabase[]): LiveState {
  const states = members.map(stateOf);
  if (states.includes("full")) return "full";
  if (states.includes("sampling")) return "sampling";
  return WORST.find((state) => states.includes(state)) ?? "starting";
}

/** Returns words for some of the databases of a server: "Not ready" for its only one, "1 of 4 not ready" for one of several. */
const partOf = (some: number, all: number, word: string): string =>
  some === all ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : `${some} of ${all} ${word}`;

/** Returns how the databases of a server stand by their latest check runs, the worst first. */
function conditionOf(members: readonly WallDatabase[]): WallRow["condition"] {
  const all = members.length;
  const some = (verdict: Verdict | null) => members.filter((each) => each.verdict === verdict).length;
  const warnings = members.reduce((sum, each) => sum + each.warnings, 0);
  const kinds: [number, WallTone, string][] = [
    [some("not ready"), "fail", "not ready"],
    [some("unknown"), "none", "unknown"],
  ];
  for (const [number, tone, word] of kinds) if (number > 0) return { tone, says: partOf(number, all, word) };
  if (some("ready with warnings") > 0)
    return {
      tone: "warn",
      says: warnings > 0 ? `Ready, ${count(warnings, "warning")}` : "Ready with warnings",
    };
  const unchecked = some(null);
  if (unchecked > 0) return { tone: "none", says: partOf(unchecked, all, "never checked") };
  return { tone: "pass", says: "Ready" };
}

/** Returns a budget without the names of applications: what they hold together stays. */
const withoutNames = (budget: Budget): Budget => ({
  ...budget,
  others: budget.othersTotal === 0 ? [] : [{ label: "applications", count: budget.othersTotal }],
});

const oldest = (times: readonly string[]): string | null => [...times].sort()[0] ?? null;

/** Returns the row of a server. `key` tells it apart and is nothing of the server's. */
export function wallRow(key: string, members: readonly WallDatabase[], allowed: WallAllowance): WallRow {
  const counted = members.filter((each) => each.counted);
  const sampled = counted.filter(({ live }) => (live?.sampledAt ?? null) !== null);
  const figures = sampled.length > 0 ? sampled : counted;
  const budget = serverBudgetOf(
    figures.flatMap(
      ({ live, checked }) => live?.budget ?? (sampled.length > 0 ? [] : (checked?.budget ?? [])),
    ),
  );
  const seen = figures.flatMap(({ live, checked }) =>
    sampled.length > 0 ? (live?.sampledAt ?? []) : (checked?.at ?? []),
  );
  const state = worstState(members);
  return {
    key,
    name: serverName(members, allowed.hosts),
    host: allowed.hosts ? (members[0]?.host ?? null) : null,
    databases: members.length,
    condition: conditionOf(members),
    state,
    withoutData:
      state === "sampling" ? members.filter((each) => !isSampled(each) && stateOf(each) !== "off").length : 0,
    everyMs: Math.max(0, ...sampled.map(({ live }) => live?.everyMs ?? 0)),
    seenAt: oldest(seen),
    budget: budget === null ? null : allowed.applications ? budget : withoutNames(budget),
  };
}

const TONE_RANK: Record<WallTone, number> = { fail: 1, none: 2, warn: 3, pass: 4 };

/** Rank of a row: a server that is short or full first. It moves when a row changes its standing, not with every sample. */
const rankOf = ({ budget, state, condition }: WallRow): number =>
  state === "full" || (headroomOf(budget) ?? 0) < 0 ? 0 : TONE_RANK[condition.tone];

/** Returns rows in the order of the wall: what is short first, then what is not ready, then by name. */
export const inWallOrder = (rows: readonly WallRow[]): WallRow[] =>
  rows.toSorted((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name, "en"));
