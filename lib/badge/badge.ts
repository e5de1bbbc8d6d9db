import { z } from "zod";
import { headroomOf, headroomText } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import type { Verdict } from "@/lib/checks/verdict";
import { freshnessOf } from "@/lib/live/freshness";
import type { LiveRow } from "@/lib/live/schema";

/** Seconds for which a badge may be cached. */
export const BADGE_SECONDS = 60;

export const BADGE_STATES = ["good", "warning", "bad", "no data"] as const;
export type BadgeState = (typeof BADGE_STATES)[number];

/** A badge: the database's own name, and the figure with its state. No address, no role, no text of the database. */
export type Badge = { label: string; message: string; state: BadgeState };

type BadgeFacts = {
  name: string;
  verdict: Verdict | null;
  live: Pick<LiveRow, "state" | "everyMs" | "sampledAt" | "budget"> | null;
  /** Latest check run, for a database that is not sampled. */
  checked: { at: string; budget: Budget | null } | null;
  archived: boolean;
};

/** A check run of a database that is not sampled counts for so long, ms. */
const CHECK_COUNTS_MS = 3_600_000;
const LONGEST_NAME = 40;

const shortened = (name: string): string => {
  const characters = [...name];
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
};

/** Returns the budget that is true now: of a sample that is not stale, or of a recent check run where nothing is sampled. */
function presentBudget({ live, checked }: BadgeFacts, now: number): Budget | null {
  const ageOf = (at: string | null) => (at === null ? null : Math.max(0, now - Date.parse(at)));
  if (live?.state === "sampling")
    return freshnessOf(ageOf(live.sampledAt), live.everyMs) === "stale" ? null : live.budget;
  if (live !== null && live.state !== "off") return null;
  const age = ageOf(checked?.at ?? null);
  return age !== null && age <= CHECK_COUNTS_MS ? (checked?.budget ?? null) : null;
}

/**
 * Returns the badge of a database at a moment, ms. What Headroom does not know now is "no data", a state of its own: an old figure
 * would read as a present one.
 */
export function badgeOf(facts: BadgeFacts, now: number): Badge {
  const label = shortened(facts.name);
  if (!facts.archived && facts.live?.state === "full") return { label, message: "full", state: "bad" };
  const headroom = facts.archived ? null : headroomOf(presentBudget(facts, now));
  if (headroom === null) return { label, message: "no data", state: "no data" };
  const figure = headroomText(headroom);
  if (facts.verdict === "not ready") return { label, message: `not ready, ${figure}`, state: "bad" };
  if (headroom < 0) return { label, message: figure, state: "bad" };
  const isDoubtful = facts.verdict !== "ready" || headroom === 0;
  return { label, message: figure, state: isDoubtful ? "warning" : "good" };
}

/** Colours of the states: dark enough for white text (4.5:1). */
export const BADGE_COLOURS: Record<BadgeState, string> = {
  good: "#17693a",
  warning: "#855300",
  bad: "#ad231c",
  "no data": "#5f6a77",
};

/** The JSON that shields.io reads (https://shields.io/badges/endpoint-badge). */
export const shieldsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  label: z.string(),
  message: z.string(),
  color: z.string(),
  isError: z.boolean(),
  cacheSeconds: z.number().int(),
});

/** Returns a badge as shields.io reads it. */
export const shieldsOf = ({ label, message, state }: Badge): z.infer<typeof shieldsSchema> => ({
  schemaVersion: 1,
  label,
  message,
  color: BADGE_COLOURS[state].slice(1),
  isError: state === "bad",
  cacheSeconds: BADGE_SECONDS,
});
