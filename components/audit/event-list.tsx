"use client";

import { ChevronRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditEvent } from "@/lib/audit/event";
import { EventDetail } from "./event-detail";
import { capital, outcomeOf } from "./words";

/** Changes the page's address without asking the server: which entry is open is the reader's. */
function setOpen(id: number | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete("entry");
  else url.searchParams.set("entry", String(id));
  window.history.replaceState(null, "", url);
}

/** Entries of the log, the newest first; one at a time is open, and it is in the address. */
export function EventList({ events, label }: { events: readonly AuditEvent[]; label: string }) {
  const open = useSearchParams().get("entry");
  return (
    <ul aria-label={label} className="rounded-md border border-line bg-surface">
      {events.map((event) => {
        const isOpen = open === String(event.id);
        return (
          <Entry
            key={event.id}
            event={event}
            open={isOpen}
            onToggle={() => setOpen(isOpen ? null : event.id)}
          />
        );
      })}
    </ul>
  );
}

type EntryProps = { event: AuditEvent; open: boolean; onToggle: () => void };

function Entry({ event, open, onToggle }: EntryProps) {
  const { id, at, by, from, database, action } = event;
  const outcome = outcomeOf(event);
  const detail = `entry-${id}`;
  return (
    <li className="border-b border-line last:border-b-0">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? detail : undefined}
          onClick={onToggle}
          className="grid w-full grid-cols-[minmax(0,1fr)_1rem] gap-x-4 gap-y-0.5 px-4 py-3 text-left -outline-offset-2 hover:bg-canvas md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)_7rem_1rem]"
        >
          <span className="font-medium wrap-anywhere">{capital(action)}</span>
          <span className="wrap-anywhere max-md:col-span-2">{database.name}</span>
          <span className="text-muted wrap-anywhere max-md:col-span-2">
            {by}
            {from !== null && from !== "unknown" && ` from ${from}`}
            {outcome !== null && <span className="block text-sm">{outcome}</span>}
          </span>
          <RelativeTime
            at={at}
            className="text-sm whitespace-nowrap text-muted max-md:col-span-2 md:text-right"
          />
          <ChevronRight
            aria-hidden
            className={cx(
              "mt-0.5 size-4 text-faint transition-transform duration-100 max-md:col-start-2 max-md:row-start-1",
              open && "rotate-90",
            )}
          />
        </button>
      </h2>
      {open && (
        <div id={detail} role="region" aria-label={`Entry ${id}`} className="min-w-0 px-4 pt-1 pb-4">
          <EventDetail id={id} />
        </div>
      )}
    </li>
  );
}
