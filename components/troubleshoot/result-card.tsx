import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { REACTIONS, type Entry } from "@/lib/troubleshoot/define";
import type { Match } from "@/lib/troubleshoot/diagnose";
import type { Evidence } from "@/lib/troubleshoot/evidence";
import { EntryBody } from "./entry-body";
import type { ShownPlaces } from "./places";
import { WaysOn } from "./ways-on";

type Props = ShownPlaces & {
  entry: Entry;
  /** Words that it was recognised by; null for an entry that a link leads to. */
  by: Match["by"] | null;
  evidence: Evidence | null;
  open: boolean;
};

function whereIs({ line, count }: Evidence): string {
  if (line === null) return "In the container's settings and state";
  return count === 1 ? `Line ${line}` : `Line ${line}, ${count.toLocaleString("en")} times in all`;
}

/** A known error: the words that were recognised, its meaning and steps, and the links to check and fix it. */
export function ResultCard({ entry, by, evidence, open, ...places }: Props) {
  return (
    <details open={open} className="group min-w-0 rounded-md border border-line bg-surface">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 hover:bg-canvas">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-faint transition-transform duration-100 group-open:rotate-90"
        />
        <h3 className="min-w-0 flex-1 basis-48 font-semibold wrap-anywhere">{entry.title}</h3>
        <Badge>{REACTIONS[entry.reaction]}</Badge>
      </summary>
      <div className="grid grid-cols-1 gap-5 border-t border-line p-4">
        {evidence !== null && (
          <div className="grid grid-cols-1 gap-1">
            <p className="text-sm text-muted">
              {whereIs(evidence)}
              {by === "SQLSTATE" && ", by its SQLSTATE"}
            </p>
            <pre className="rounded-md bg-warn-soft p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
              {evidence.text}
            </pre>
          </div>
        )}
        <WaysOn entry={entry} {...places} />
        <EntryBody entry={entry} level={4} />
      </div>
    </details>
  );
}
