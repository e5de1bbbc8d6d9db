"use client";

import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import type { BriefFinding, BriefWay } from "./brief";
import { useFetchFull } from "./full-finding";

type WaysProps = { databaseId: string; takenAt: string; finding: BriefFinding };

/** Every way forward that a finding offers, at once, each with the SQL that does it. */
export function Ways({ databaseId, takenAt, finding }: WaysProps) {
  if (finding.ways.length === 0) return null;
  const many = finding.ways.length > 1;
  return (
    <div className="grid gap-3">
      <h4 className="text-sm font-medium text-muted">{many ? "Options" : "What to do"}</h4>
      <ol className="grid gap-4">
        {finding.ways.map((way, at) => (
          <li key={at} className="grid gap-2">
            <p>
              {many && <span className="mr-2 text-muted">{at + 1}.</span>}
              {way.says}
            </p>
            {way.sql !== undefined &&
              (way.moreLines === 0 ? (
                <Code code={way.sql} />
              ) : (
                <CutSql way={{ ...way, sql: way.sql }} at={at} {...{ databaseId, takenAt, finding }} />
              ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** SQL that is too long for the page: its beginning is shown, all of it is copied. */
function CutSql({
  way,
  at,
  databaseId,
  takenAt,
  finding,
}: WaysProps & { way: BriefWay & { sql: string }; at: number }) {
  const fetchFull = useFetchFull({ databaseId, checkId: finding.id }, takenAt);
  const all = async () => (await fetchFull()).ways[at]?.sql ?? way.sql;
  return (
    <div className="grid gap-2">
      <Code
        code={`${way.sql}\n-- and ${way.moreLines.toLocaleString("en")} more lines`}
        what="beginning of the SQL"
      />
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={all} what="all of the SQL" label="Copy all of the SQL" />
        <span className="text-sm text-muted">
          {(way.moreLines + way.sql.split("\n").length).toLocaleString("en")} lines
        </span>
      </div>
    </div>
  );
}
