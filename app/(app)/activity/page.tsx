import type { Metadata } from "next";
import { Suspense } from "react";
import { Chain, ChainSkeleton } from "@/components/audit/chain";
import { EventList } from "@/components/audit/event-list";
import { EventFilters } from "@/components/audit/filters";
import { titledEvent } from "@/components/audit/words";
import { Page } from "@/components/shell/page";
import { buttonStyle } from "@/components/ui/button-style";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { pageWords } from "@/components/ui/page-words";
import type { AuditEvent } from "@/lib/audit/event";
import { filterQuery, isEvery, readFilter, type EventFilter } from "@/lib/audit/filter";
import { auditFacets } from "@/server/audit/facets";
import { checks } from "@/lib/checks";
import { chainState } from "@/server/audit/chain-state";
import { listEvents, readEvent } from "@/server/audit/list";
import { requireSession } from "@/server/auth/session";
import type { Context } from "@/server/context";
import { BadInput, NotFound } from "@/server/errors";
import { ignore } from "@/server/http/log";

const titles = new Map(checks.map(({ id, title }) => [id, title]));

export const metadata: Metadata = { title: "Activity" };

type ActivityPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The audit log: actions by person and database, whether its chain is whole, and a copy of it to keep. */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const { ctx } = await requireSession("member");
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams))
    if (typeof value === "string") params.set(name, value);
  const filter = readFilter(params);
  const before = placeIn(params.get("before"));
  const [{ events, older }, facets] = await Promise.all([
    listEvents(ctx, filter, { before }),
    auditFacets(ctx),
  ]);
  const asked = placeIn(params.get("entry"));
  const linked = asked === null || events.some(({ id }) => id === asked) ? null : await entryOf(ctx, asked);
  const isEmpty = facets.actions.length === 0;
  return (
    <Page>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Activity</h1>
        {!isEmpty && (
          <a href={`/api/activity${filterQuery(filter)}`} download className={buttonStyle("secondary", "sm")}>
            Export as JSON lines
          </a>
        )}
      </div>
      {isEmpty ? (
        <EmptyState
          title="Nothing was done yet"
          actions={<LinkButton href="/">See the databases</LinkButton>}
        >
          Everything that people do in Headroom is written down here and stays: sign-ins and refused ones,
          changes of people, databases and settings, checks, exports, each repair, dry run and undo with its
          SQL, each query that is cancelled and each session that is ended, with the person, time, address and
          outcome.
        </EmptyState>
      ) : (
        <>
          <Suspense fallback={<ChainSkeleton />}>
            <ChainState ctx={ctx} filter={filter} />
          </Suspense>
          <EventFilters filter={filter} facets={facets} />
          {linked !== null && (
            <div className="grid grid-cols-1 gap-2">
              <p className="text-sm text-muted">The entry of this link, which is not in the list below:</p>
              <EventList label="The entry of this link" events={[titledEvent(linked, titles)]} />
            </div>
          )}
          <p role="status" className={events.length === 0 ? "sr-only" : "text-sm text-muted"}>
            {pageWords({ count: events.length, before, older }, "entry", "entries")}
          </p>
          {events.length === 0 ? (
            <EmptyState title="No entry fits" actions={<LinkButton href="/activity">Show all</LinkButton>}>
              Take a filter or a word of the search away.
            </EmptyState>
          ) : (
            <EventList label="Entries" events={events.map((event) => titledEvent(event, titles))} />
          )}
          <Pages filter={filter} before={before} older={older} />
        </>
      )}
    </Page>
  );
}

/** Returns the id of an entry that an address names; null for what is none. */
const placeIn = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;

async function entryOf(ctx: Context, id: number): Promise<AuditEvent | null> {
  try {
    return await readEvent(ctx, id);
  } catch (error) {
    if (error instanceof NotFound || error instanceof BadInput) return null;
    throw error;
  }
}

/** Reads the whole log, so that it comes when it is there and the list does not wait for it. */
async function ChainState({ ctx, filter }: { ctx: Context; filter: EventFilter }) {
  const state = await chainState(ctx).catch((error: unknown) => {
    ignore(error, "the page says that the chain could not be read");
    return null;
  });
  if (state === null)
    return (
      <Callout tone="warn" title="Whether the chain is whole could not be reckoned">
        Headroom’s own store broke off while the log was read. Open this page again in a minute.
      </Callout>
    );
  return <Chain state={state} filter={filter} />;
}

type PagesProps = { filter: EventFilter; before: number | null; older: number | null };

function Pages({ filter, before, older }: PagesProps) {
  if (older === null && before === null) return null;
  const query = filterQuery(filter);
  return (
    <nav aria-label="Pages of the log" className="flex flex-wrap gap-2">
      {before !== null && <LinkButton href={`/activity${query}`}>Newest</LinkButton>}
      {older !== null && (
        <LinkButton href={`/activity${query}${isEvery(filter) ? "?" : "&"}before=${older}`}>Older</LinkButton>
      )}
    </nav>
  );
}
