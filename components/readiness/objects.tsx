"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useLinesInSight, WINDOWED_FROM, WindowedList } from "@/components/ui/windowed-list";
import { useFullFinding } from "./full-finding";
import type { BriefFinding } from "./brief";

/** Objects that a finding concerns: the first ten, and all of them when asked. */
export function Objects({
  databaseId,
  takenAt,
  finding,
}: {
  databaseId: string;
  takenAt: string;
  finding: BriefFinding;
}) {
  const [all, setAll] = useState(false);
  const full = useFullFinding({ databaseId, checkId: finding.id }, takenAt, all);
  const objects = full.data?.objects ?? finding.objects;
  if (finding.objectCount === 0) return null;
  return (
    <div className="grid gap-2">
      <h4 className="text-sm font-medium text-muted">
        Concerns {finding.objectCount.toLocaleString("en")} {finding.objectCount === 1 ? "object" : "objects"}
      </h4>
      {objects.length < WINDOWED_FROM ? <Plain objects={objects} /> : <Virtual objects={objects} />}
      {finding.objectCount > objects.length && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" pending={full.isFetching} onClick={() => setAll(true)}>
            Show all {finding.objectCount.toLocaleString("en")}
          </Button>
          {full.isError && (
            <span role="alert" className="text-sm text-fail">
              The list could not be read: {full.error.message}{" "}
              <button type="button" className="underline" onClick={() => void full.refetch()}>
                Try again
              </button>
            </span>
          )}
        </div>
      )}
    </div>
  );
}

function Plain({ objects }: { objects: readonly string[] }) {
  return (
    <ul className="columns-[16rem] gap-6 font-mono text-sm">
      {objects.map((object) => (
        <li key={object} className="break-inside-avoid py-0.5 wrap-anywhere">
          {object}
        </li>
      ))}
    </ul>
  );
}

function Virtual({ objects }: { objects: readonly string[] }) {
  const { list, ...inSight } = useLinesInSight(objects.length);
  return (
    <WindowedList
      list={list}
      {...inSight}
      count={objects.length}
      label="All objects"
      className="h-72 rounded-md border border-line"
      lineClassName="inset-x-0 truncate"
      draw={(at) => objects[at]}
    />
  );
}
