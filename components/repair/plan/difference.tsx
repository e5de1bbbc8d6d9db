"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Callout } from "@/components/ui/callout";
import { count } from "@/lib/text/words";
import type { Plan } from "@/lib/repair/plan/schema";
import { planDifference } from "@/lib/repair/plan/view";
import { Statements } from "./statements";

/** Plans whose difference was brought before the reader: once, also where the fresh plan is computed once more. */
const brought = new WeakSet<Plan>();

/** How the plan of now differs from the one that was read before: statement by statement. */
export function Difference({ old, fresh }: { old: Plan; fresh: Plan }) {
  const { added, gone, reordered } = planDifference(old, fresh);
  const same = added.length === 0 && gone.length === 0;
  const title = same ? "The plan has the same statements as before" : "The plan is another one now";
  const place = useRef<HTMLElement>(null);
  const announce = useAnnounce();
  const bring = useEffectEvent(() => {
    if (brought.has(old)) return;
    brought.add(old);
    place.current?.focus();
    announce(
      same
        ? `${title}.`
        : `${title}: ${count(added.length, "statement")} added, ${count(gone.length, "statement")} gone.`,
    );
  });
  useEffect(() => bring(), [old]);
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
              title={`${count(added.length, "statement")} added`}
              statements={added}
              what="SQL that was added"
            />
            <List
              title={`${count(gone.length, "statement")} gone`}
              statements={gone}
              what="SQL that is gone"
            />
          </div>
        )}
      </Callout>
    </section>
  );
}

function List({ title, statements, what }: { title: string; statements: string[]; what: string }) {
  if (statements.length === 0) return null;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-1">
      <p className="font-medium text-ink">{title}</p>
      <Statements statements={statements} what={what} />
    </div>
  );
}
