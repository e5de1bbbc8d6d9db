import type { Check } from "@/lib/checks/define";
import type { Finding, Status } from "@/lib/checks/finding";
import { count, example } from "@/lib/text/words";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Snapshot } from "@/lib/snapshot/schema";

/** Change of one check between two visits. */
export type Change = {
  id: string;
  title: string;
  kind: "worse" | "changed" | "better";
  /** Null where the earlier visit did not know the check, or the later one no longer does. */
  from: Status | null;
  to: Status | null;
  /** Objects that the finding concerns now and did not before, and the other way round. */
  added: string[];
  gone: string[];
  /** One sentence without its stop: "2 tables lost their publication". */
  says: string;
};

const GRAVITY: Record<Status, number> = { "not applicable": 0, pass: 0, warn: 1, unknown: 2, fail: 3 };
const WAS: Record<Status, string> = {
  pass: "passed",
  warn: "warned",
  fail: "failed",
  unknown: "could not be judged",
  "not applicable": "did not apply",
};
const IS: Record<Status, string> = {
  pass: "passes",
  warn: "warns",
  fail: "fails",
  unknown: "can no longer be judged",
  "not applicable": "does not apply any more",
};

/** Objects of a finding that asks for something; a finding that passes concerns nothing. */
const concerned = (finding: Finding | undefined): string[] =>
  finding !== undefined && (finding.status === "fail" || finding.status === "warn") ? finding.objects : [];

function kindOf(from: Status, to: Status, added: number, gone: number): Change["kind"] {
  // Who can no longer look has seen nothing get better.
  if (from === "fail" && to === "unknown") return "changed";
  if (GRAVITY[to] !== GRAVITY[from]) return GRAVITY[to] > GRAVITY[from] ? "worse" : "better";
  if (from !== to || (added > 0 && gone > 0)) return "changed";
  return added > 0 ? "worse" : "better";
}

type Speaker = Pick<Check, "worst" | "moves">;

/** Whether an object, as findings name it, was there at the visit before. */
export type Existed = (object: string) => boolean;

/** Objects mean what a check's own sentences say of them at its worst only: warnings may concern something else. */
const speaks = (status: Status, worst: Status): boolean => status === worst || status === "pass";

function sentence(change: Omit<Change, "says">, check: Speaker | undefined, existed: Existed): string {
  const { title, from, to, added, gone } = change;
  if (from === null) return `“${title}” is judged for the first time`;
  if (to === null) return `“${title}” is no longer judged`;
  const moves = check && speaks(from, check.worst) && speaks(to, check.worst) ? check.moves : undefined;
  if (moves !== undefined && added.length + gone.length > 0) {
    const known = added.filter(existed).length;
    const fresh = added.length - known;
    return [
      ...(known > 0 ? [moves.came(known)] : []),
      ...(fresh > 0 ? [(moves.fresh ?? moves.came)(fresh)] : []),
      ...(gone.length > 0 ? [moves.left(gone.length)] : []),
    ].join(", ");
  }
  if (from !== to) return `“${title}” ${WAS[from]} and now ${IS[to]}`;
  const parts = [
    ...(added.length > 0 ? [`${count(added.length, "object")} more (${example(added, "object")})`] : []),
    ...(gone.length > 0 ? [`${count(gone.length, "object")} fewer (${example(gone, "object")})`] : []),
  ];
  return `“${title}” ${IS[to]} for ${parts.join(" and ")}`;
}

function changeOf(
  before: Finding | undefined,
  after: Finding | undefined,
  check: Speaker | undefined,
  existed: Existed,
): Change | null {
  const known = after ?? before;
  if (known === undefined) return null;
  const [was, is] = [new Set(concerned(before)), new Set(concerned(after))];
  const added = [...is].filter((object) => !was.has(object));
  const gone = [...was].filter((object) => !is.has(object));
  const same = before?.status === after?.status;
  if (same && added.length + gone.length === 0) return null;
  const change = {
    id: known.id,
    title: known.title,
    kind:
      before && after ? kindOf(before.status, after.status, added.length, gone.length) : ("changed" as const),
    from: before?.status ?? null,
    to: after?.status ?? null,
    added,
    gone,
  };
  return { ...change, says: sentence(change, check, existed) };
}

const ORDER: readonly Change["kind"][] = ["worse", "changed", "better"];

/**
 * Returns what two visits of one database say differently, what became worse first. Figures that moved within the same
 * status are no difference. The checks give the sentences; `existed` tells a table that lost something from one that
 * never had it, and without it every object counts as one that was there.
 */
export function differenceOf(
  before: readonly Finding[],
  after: readonly Finding[],
  checks: readonly (Pick<Check, "id"> & Speaker)[],
  existed: Existed = () => true,
): Change[] {
  const speakers = new Map<string, Speaker>(checks.map((check) => [check.id, check]));
  const [was, is] = [before, after].map(
    (findings) => new Map(findings.map((finding) => [finding.id, finding])),
  );
  const ids = new Set([...after, ...before].map(({ id }) => id));
  const changes = [...ids].flatMap(
    (id) => changeOf(was?.get(id), is?.get(id), speakers.get(id), existed) ?? [],
  );
  return ORDER.flatMap((kind) => changes.filter((change) => change.kind === kind));
}

/** Returns whether a relation was there at a visit, by the name that findings give it. */
export function existedAt(snapshot: Snapshot): Existed {
  const names = new Set(snapshot.reached ? snapshot.relations.map(displayRelation) : []);
  return (object) => names.has(object);
}

/** Returns since when, in words: "since 20 min ago", "since yesterday". Both are ISO times. */
export function sinceWhen(before: string, now: string): string {
  const minutes = Math.max(0, Date.parse(now) - Date.parse(before)) / 60_000;
  if (minutes < 90) return `since ${Math.max(1, Math.round(minutes))} min ago`;
  const hours = minutes / 60;
  if (hours < 24) return `since ${Math.round(hours)} h ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? "since yesterday" : `since ${days} days ago`;
}

/** Returns a difference as one line: "since yesterday: 2 tables lost their publication". */
export function differenceLine(changes: readonly Change[], since: string): string {
  return `${since}: ${changes.length === 0 ? "nothing changed" : changes.map(({ says }) => says).join("; ")}`;
}
