import { headroomOf, shortOf } from "@/lib/budget/headroom";
import type { LiveRow } from "@/lib/live/schema";
import type { Standing } from "./standing";

/** State of a tab for its database, the most pressing first; null where there is nothing to say. */
export type TabState = { kind: "no answer" | "full" } | { kind: "short"; count: number } | null;

/**
 * Returns what the tab says; undefined where nothing live is known, so that what the server wrote stands. A page that lost
 * Headroom knows nothing new, and keeps what came last.
 */
export function tabStateOf(live: LiveRow | null, { kind }: Standing): TabState | undefined {
  if (kind === "unreachable") return { kind: "no answer" };
  if (kind === "full") return { kind: "full" };
  if (live === null || kind === "off" || live.budget === null) return undefined;
  const count = shortOf(headroomOf(live.budget));
  return count > 0 ? { kind: "short", count } : null;
}

const stateOfTitle = /^\((?:\d+ (?:short|fail)|full|no answer)\) /;

const wordsOf = (state: TabState, fails: number): string => {
  if (state === null) return fails > 0 ? `(${fails} fail) ` : "";
  return state.kind === "short" ? `(${state.count} short) ` : `(${state.kind}) `;
};

/**
 * Returns a tab's title with the state in front: "(3 short) orders · Headroom". The state that stood there goes; the
 * checks that fail are named where nothing more pressing is.
 */
export function titleWith(title: string, state: TabState | undefined, fails: number): string {
  return state === undefined ? title : wordsOf(state, fails) + title.replace(stateOfTitle, "");
}

const marks = {
  short: { fill: "#d97706", shape: "M23 13.5 31 28H15z" },
  full: { fill: "#c5281f", shape: "M15.5 16h15v12h-15z" },
  "no answer": { fill: "#c5281f", shape: "m17 15 6 6 6-6 3 3-6 6 6 6-3 3-6-6-6 6-3-3 6-6-6-6z" },
};

/** Returns the tab's icon as a data URL: Headroom's own, with a mark of its own shape for each state. */
export function iconOf(state: Exclude<TabState, null>): string {
  const { fill, shape } = marks[state.kind];
  return `data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a6680"/>' +
      '<path fill="#fff" d="M6 18h5v8H6zM13.500 13h5v13h-5zM21 6h5v20h-5z"/>' +
      `<path fill="${fill}" stroke="#fff" stroke-width="2" stroke-linejoin="round" d="${shape}"/></svg>`,
  )}`;
}
