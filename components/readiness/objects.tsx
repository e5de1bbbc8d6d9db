"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useWindow } from "@/components/ui/use-window";
import { useFullFinding } from "./full-finding";
import type { BriefFinding } from "./brief";

const ROW_PX = 24;
const FIRST_DRAWN = 30;
/** From here on only what is in sight is in the page. */
const VIRTUAL_FROM = 200;

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
      {objects.length < VIRTUAL_FROM ? <Plain objects={objects} /> : <Virtual objects={objects} />}
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
  const list = useRef<HTMLUListElement>(null);
  const { start, end, rowPx } = useWindow(list, objects.length, ROW_PX, FIRST_DRAWN);
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label="All objects"
      className="h-72 overflow-auto rounded-md border border-line"
    >
      <ul ref={list} className="relative font-mono text-sm" style={{ height: objects.length * rowPx }}>
        {objects.slice(start, end).map((object, at) => (
          <li
            key={start + at}
            data-row
            aria-setsize={objects.length}
            aria-posinset={start + at + 1}
            className="absolute inset-x-0 h-6 truncate px-3 leading-6"
            style={{ top: (start + at) * rowPx }}
          >
            {object}
          </li>
        ))}
      </ul>
    </div>
  );
}
