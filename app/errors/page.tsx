import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { count } from "@/lib/text/words";
import { entries, errorPath } from "@/lib/troubleshoot/entries";
import { searchErrors } from "@/lib/troubleshoot/search";

export const metadata: Metadata = {
  title: "Known errors of Electric and Postgres",
  description:
    "Error messages of the Electric sync service, Postgres, poolers and providers: what each means, what Electric does then, and what to do.",
};

/** Longest text that is searched for, in characters. */
const MOST_LETTERS = 200;

type ErrorsPageProps = { searchParams: Promise<{ q?: string | string[] }> };

/** Every known error by its part; a search opens the parts that have what is looked for. It needs no script. */
export default async function ErrorsPage({ searchParams }: ErrorsPageProps) {
  const { q } = await searchParams;
  const wanted = typeof q === "string" ? q.slice(0, MOST_LETTERS) : "";
  const found = searchErrors(wanted);
  const isSearch = wanted.trim() !== "";
  const total = found.reduce((sum, { entries: some }) => sum + some.length, 0);
  return (
    <>
      <link rel="canonical" href="/errors" />
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">Known errors of Electric and Postgres</h1>
        <p className="text-muted">
          {entries.length} errors: what each means, what Electric does then, what to do.
        </p>
      </div>
      <form role="search" action="/errors" className="flex gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search the known errors"
          placeholder="Words of the message"
          maxLength={MOST_LETTERS}
          defaultValue={wanted}
          className="min-w-0 flex-1"
        />
        <Button type="submit">Search</Button>
      </form>
      {isSearch && (
        <p role="status" className="text-sm text-muted">
          {count(total, "error")} with “{wanted.trim()}”
        </p>
      )}
      {total === 0 ? (
        <EmptyState
          title="No known error has these words"
          actions={<LinkButton href="/errors">Show all</LinkButton>}
        >
          Search for fewer words of the message.
        </EmptyState>
      ) : (
        <div className="rounded-md border border-line bg-surface">
          {found.map(({ title, entries: some }) => (
            <details
              key={`${title} ${wanted}`}
              open={isSearch}
              className="group border-b border-line last:border-b-0"
            >
              <summary className="flex min-h-11 list-none items-center gap-3 px-4 py-2 -outline-offset-2 hover:bg-canvas">
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90"
                />
                <h2 className="font-semibold">{title}</h2>
                <span className="ml-auto text-sm whitespace-nowrap text-muted">
                  {count(some.length, "error")}
                </span>
              </summary>
              <ul className="grid grid-cols-1 border-t border-line">
                {some.map(({ slug, title: name, samples: [sample] }) => (
                  <li key={slug} className="min-w-0 border-b border-line last:border-b-0">
                    <Link href={errorPath(slug)} prefetch={false} className="block px-4 py-2 hover:bg-canvas">
                      <span className="block font-medium text-accent">{name}</span>
                      <span className="block truncate font-mono text-sm text-muted">
                        {sample.split("\n")[0]}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </div>
      )}
    </>
  );
}
