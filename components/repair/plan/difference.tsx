"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Callout } from "@/components/ui/callout";
import { count } from "@/lib/text/words";
import type { Difference as Differs, Lines } from "@/lib/repair/plan/brief";
import { Statements } from "./statements";

/** Runs whose difference was brought before the reader: once, also where the fresh plan is computed once more. */
const brought = new Set<string>();

type DifferenceProps = {
  difference: Differs;
  /** The run that found another database. */
  run: string;
};

/** How the plan of now differs from the one that was read before: statement by statement. */
export function Difference({ difference: { added, gone, reordered }, run }: DifferenceProps) {
  const same = added.count === 0 && gone.count === 0;
  const title = same ? "The plan has the same statements as before" : "The plan is another one now";
  const place = useRef<HTMLElement>(null);
  const announce = useAnnounce();
  const bring = useEffectEvent(() => {
    if (brought.has(run)) return;
    brought.add(run);
    place.current?.focus();
    announce(
      same
        ? `${title}.`
        : `${title}: ${count(added.count, "statement")} added, ${count(gone.count, "statement")} gone.`,
    );
  });
  useEffect(() => bring(), [run]);
  return (
    <section ref={place} tabIndex={-1} aria-label="What is different now" className="min-w-0">
      <Callout tone={same ? "info" : "warn"} title={title}>
        {same ? (
          <p>
            {reordered
              ? "They stand in another order."
              : "The database is again what it was when the plan was read, or it differs in nothing that the plan does."}
          </p>
        ) : (
          <div className="grid grid-cols-1 gap-3">
            <List
              title={`${count(added.count, "statement")} added`}
              lines={added}
              what="SQL that was added"
            />
            <List title={`${count(gone.count, "statement")} gone`} lines={gone} what="SQL that is gone" />
          </div>
        )}
      </Callout>
    </section>
  );
}

function List({ title, lines, what }: { title: string; lines: Lines; what: string }) {
  if (lines.count === 0) return null;
  const rest = lines.count - lines.first.length;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-1">
      <p className="font-medium text-ink">{title}</p>
      <Statements statements={lines.first} what={what} />
      {rest > 0 && (
        <p className="text-sm">and {rest.toLocaleString("en")} more: the steps of the plan have all.</p>
      )}
    </div>
  );
}
