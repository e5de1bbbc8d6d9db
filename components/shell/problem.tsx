"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { requestOfDigest } from "@/lib/http/request-digest";
import { storeProblemOf } from "@/lib/failure/store-problem";

type ProblemProps = { error: Error & { digest?: string }; retry: () => void };

/** A page that could not be drawn: what happened, what to do, and the request's id, or the mark, by which the server's log has it. */
export function Problem({ error, retry }: ProblemProps) {
  const store = storeProblemOf(error.digest);
  const request = requestOfDigest(error.digest);
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <Callout
        tone="fail"
        role="alert"
        title={store?.what ?? "This page could not be shown"}
        action={
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={retry}>
              Try again
            </Button>
            <LinkButton href="/" size="sm">
              Overview
            </LinkButton>
          </div>
        }
      >
        {store === null ? (
          <>
            <p>
              Headroom ran into an error of its own while it drew the page. Nothing was changed. Try again; if
              it stays, the server’s log has the cause
              {error.digest ? ` under this ${request === null ? "mark" : "id"}:` : "."}
            </p>
            {error.digest && (
              <p className="mt-1 font-mono text-sm">
                {request === null ? error.digest : `Request ${request}`}
              </p>
            )}
          </>
        ) : (
          <>
            <p>{store.why}</p>
            <p className="mt-1">{store.next}</p>
          </>
        )}
      </Callout>
    </>
  );
}
