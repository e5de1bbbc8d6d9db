import type { Finding, Way } from "@/lib/checks/finding";
import { covers, type Ignored } from "@/lib/report/ignored";
import type { CheckHistory } from "@/lib/databases/visit";

/** How many objects of a finding a page holds before the rest is asked for. */
export const FIRST_OBJECTS = 10;
/** How much SQL of one way a page holds, in characters, before the rest is asked for. */
export const FIRST_SQL = 1500;

export type BriefWay = Way & {
  /** Lines that were left out; 0 when the SQL is whole. */
  moreLines: number;
};

/** A finding as a page holds it: small whatever the number of tables. The rest is one request away. */
export type BriefFinding = Omit<Finding, "ways"> & {
  objectCount: number;
  ways: BriefWay[];
  history: CheckHistory | null;
  /** Set while this check is ignored for this database. */
  ignored: Ignored | null;
  /** ISO time of the trial that it is of; null for a finding of a check. */
  triedAt: string | null;
};

/** Returns a finding cut to what a page shows at first. */
export function briefFinding(
  finding: Finding,
  history: CheckHistory | null = null,
  ignored: Ignored | null = null,
): BriefFinding {
  return {
    ...finding,
    objects: finding.objects.slice(0, FIRST_OBJECTS),
    objectCount: finding.objects.length,
    ways: finding.ways.map(briefWay),
    history,
    ignored: ignored !== null && covers(ignored, finding) ? ignored : null,
    triedAt: null,
  };
}

function briefWay(way: Way): BriefWay {
  if (way.sql === undefined || way.sql.length <= FIRST_SQL) return { ...way, moreLines: 0 };
  const lines = way.sql.split("\n");
  let kept = 0;
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > FIRST_SQL && kept > 0) break;
    kept += 1;
  }
  return { ...way, sql: lines.slice(0, kept).join("\n"), moreLines: lines.length - kept };
}

/** True when a page does not hold all of a finding. */
export const isCut = ({ objects, objectCount, ways }: BriefFinding): boolean =>
  objectCount > objects.length || ways.some(({ moreLines }) => moreLines > 0);
