import type { OverviewRow } from "./row";
import { byServer } from "./servers";

/** A line of the list. */
export type Line =
  /** The head of a server with several databases: those that are shown, and all that share its connections. */
  | { kind: "head"; key: string; shown: number; all: readonly OverviewRow[] }
  /** One of several databases of a server, or a server's only one. */
  | { kind: "member" | "single"; key: string; row: OverviewRow }
  /** Databases of a server, or of servers of their own, without anything to do. */
  | { kind: "fold"; key: string; folded: number };

/** A list of at most so many databases is short enough to show all of them. */
const SHOWN_WHOLE = 12;
/** Fewer lines than this are not worth a fold. */
const FEWEST_FOLDED = 3;

const isCalm = ({ standing, next }: OverviewRow): boolean => standing === "ready" && next === null;

/** Returns the rows that stand one by one, and how many are folded. */
function folded(rows: readonly OverviewRow[]): { open: readonly OverviewRow[]; calm: number } {
  const open = rows.filter((row) => !isCalm(row));
  const calm = rows.length - open.length;
  return calm < FEWEST_FOLDED ? { open: rows, calm: 0 } : { open, calm };
}

const foldOf = (key: string, calm: number): Line[] =>
  calm === 0 ? [] : [{ kind: "fold", key: `${key} ready`, folded: calm }];

/**
 * Returns the lines of databases that are in order: those of one server together, where the first of them stood. `all` has every
 * database that is registered, whatever is filtered: a server's budget is that of all of its databases. `fold` makes one line of
 * those without anything to do, where the list is long.
 */
export function linesOf(
  shown: readonly OverviewRow[],
  all: readonly OverviewRow[],
  { fold }: { fold: boolean },
): Line[] {
  const isLong = fold && shown.length > SHOWN_WHOLE;
  const split = (rows: readonly OverviewRow[]) => (isLong ? folded(rows) : { open: rows, calm: 0 });
  const archived = shown[0]?.archived ?? false;
  const wholes = byServer(all.filter((row) => row.archived === archived));
  const wholeOf = (server: string) => wholes.get(server) ?? [];
  const servers = byServer(shown);
  const alone = split(shown.filter(({ server }) => wholeOf(server).length < 2));
  const single = new Set(alone.open);
  const lines = [...servers].flatMap(([server, members]): Line[] => {
    const whole = wholeOf(server);
    const [first] = members;
    if (first !== undefined && whole.length < 2)
      return single.has(first) ? [{ kind: "single", key: first.id, row: first }] : [];
    const { open, calm } = split(members);
    return [
      { kind: "head", key: server, shown: members.length, all: whole },
      ...open.map((row): Line => ({ kind: "member", key: row.id, row })),
      ...foldOf(server, calm),
    ];
  });
  return [...lines, ...foldOf("", alone.calm)];
}
