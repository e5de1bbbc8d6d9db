"use client";

import { ChevronRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { ToneMark } from "@/components/repair/run/tone-mark";
import { EventDetail } from "./event-detail";
import { actionName, outcomeOf, type Outcome, type TitledEvent } from "./words";

/** Changes the page's address without asking the server: which entry is open is the reader's. */
function setOpen(id: number | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete("entry");
  else url.searchParams.set("entry", String(id));
  window.history.replaceState(null, "", url);
}

/** Entries of the log, the newest first; one at a time is open, and it is in the address. */
export function EventList({ events, label }: { events: readonly TitledEvent[]; label: string }) {
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

type EntryProps = { event: TitledEvent; open: boolean; onToggle: () => void };

function Entry({ event, open, onToggle }: EntryProps) {
  const { id, at, by, from, database, action, title, checks } = event;
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
          className="grid w-full grid-cols-[minmax(0,1fr)_auto_1rem] gap-x-3 gap-y-0.5 px-4 py-2.5 text-left -outline-offset-2 hover:bg-canvas md:gap-x-4 md:py-3 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)_7rem_1rem]"
        >
          <span className="min-w-0 wrap-anywhere">
            <span className="font-medium">{actionName(action)}</span>
            {title !== null && <span className="block text-sm text-muted">{title}</span>}
            {outcome !== null && <Came of={outcome} />}
          </span>
          <span className="max-md:col-span-3 max-md:row-start-2 max-md:truncate max-md:text-sm md:contents">
            <bdi className="md:wrap-anywhere">{database.name}</bdi>
            <span className="text-muted max-md:ml-2 md:wrap-anywhere">
              <bdi>{by}</bdi>
              {from !== null && from !== "unknown" && ` from ${from}`}
            </span>
          </span>
          <RelativeTime
            at={at}
            className="text-sm whitespace-nowrap text-muted max-md:col-start-2 max-md:row-start-1 md:text-right"
          />
          <ChevronRight
            aria-hidden
            className={cx(
              "mt-0.5 size-4 text-faint transition-transform duration-100 max-md:col-start-3 max-md:row-start-1",
              open && "rotate-90",
            )}
          />
        </button>
      </h2>
      {open && (
        <div id={detail} role="region" aria-label={`Entry ${id}`} className="min-w-0 px-4 pt-1 pb-4">
          <EventDetail id={id} checks={checks} />
        </div>
      )}
    </li>
  );
}

/** Outcome of an action, on a line of its own below what was done. */
function Came({ of: { word, says, tone } }: { of: Outcome }) {
  return tone === null ? (
    <span className="block text-sm">{word}</span>
  ) : (
    <span className="block text-sm">
      <ToneMark tone={tone} word={word} title={says ?? undefined} />
    </span>
  );
}
