import type { Finding, Status } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import type { Live } from "@/lib/live/schema";

/** A moment of the kept history: headroom in connections and the WAL kept for Electric's slot in bytes, null where unknown. */
export type TrendPoint = { at: number; headroom: number | null; walBytes: number | null };

/** The latest check run of a database, as far as rules read it. */
export type CheckReading = {
  /** ms since 1970. */
  at: number;
  /** A session came about: without one nothing but the connection was judged. */
  reached: boolean;
  verdict: Verdict;
  /** The verdict before it became this one; null where no check run had another. */
  verdictBefore: Verdict | null;
  statuses: Readonly<Record<string, Status>>;
  /** The finding to fix first, with its id; null where nothing is open. */
  next: Pick<Finding, "id" | "title" | "found"> | null;
  /** The change of publication or role that this check run found; null where it found none. */
  changed: string | null;
};

/** Everything that rules read of one database. */
export type DatabaseReading = {
  id: string;
  name: string;
  role: string;
  /** Name of Electric's slot. */
  slot: string;
  live: Live | null;
  check: CheckReading | null;
  /** The last 24 h, oldest first. */
  trend: readonly TrendPoint[];
};

/** Act that ends an alert: at most eight words and the page where it is done. */
export type AlertAct = { says: string; path: string };

/** Judgement of a rule on a database or a server. No data is a state of its own: it is never quiet. */
export type Judgement =
  | {
      status: "firing";
      /** The headline: "7 short". */
      figure: string;
      /** The sum or the fact behind it, one or two sentences. */
      says: string;
      act: AlertAct | null;
      /** Ids of those of a server's databases that it is about; without it, all of them. */
      about?: readonly string[];
    }
  | { status: "quiet" | "no-data"; says: string };

export type JudgementStatus = Judgement["status"];
export type Firing = Extract<Judgement, { status: "firing" }>;

/** Returns that a rule fires. */
export const firing = (figure: string, says: string, act: AlertAct | null): Firing => ({
  status: "firing",
  figure,
  says,
  act,
});

/** Databases of one server that a rule fires for, with what was found at each. */
export type Found = { id: string; figure: string; says: string; act: AlertAct };

/**
 * Returns that a rule of a whole server fires for some of its databases, as one alert in the words of the first; null for none.
 * `of` is how many the server has.
 */
export function firingFor(found: readonly Found[], of: number): Firing | null {
  const [first] = found;
  if (first === undefined) return null;
  const { figure, says, act } = first;
  if (found.length === of) return firing(figure, says, act);
  const share = `${found.length} of ${of} databases of the server: ${says}`;
  return { ...firing(figure, share, act), about: found.map(({ id }) => id) };
}
/** Returns that all is as the rule wants it; `says` is what was seen. */
export const quiet = (says: string): Judgement => ({ status: "quiet", says });
/** Returns that the rule could not be judged; `says` is why. */
export const noData = (says: string): Judgement => ({ status: "no-data", says });

/** Returns a page of a database. */
export const pageOf = (
  id: string,
  page: "connections" | "replication" | "readiness" | "repair" | "settings" | "",
) => (page === "" ? `/databases/${id}` : `/databases/${id}/${page}`);
