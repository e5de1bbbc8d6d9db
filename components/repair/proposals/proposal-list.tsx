"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Proposal } from "@/lib/repair/proposal";
import { count } from "@/lib/text/words";
import { titleOfWanted } from "../repair-url";
import { reviewPath } from "./review-path";

type ProposalListProps = {
  proposals: readonly Proposal[];
  /** Titles of checks by id. */
  titles: Readonly<Record<string, string>>;
  admin: boolean;
  twoPerson: boolean;
  withdraw: (id: string) => Promise<{ message: string } | void>;
};

/** Open proposals of a database: by whom, what for, until when; an admin reads the plan and applies it. */
export function ProposalList({ proposals, titles, admin, twoPerson, withdraw }: ProposalListProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  if (proposals.length === 0) return null;
  const names = new Map(Object.entries(titles));
  return (
    <section aria-label="Proposals" className="grid grid-cols-1 gap-3">
      {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
      {proposals.map((proposal) => (
        <Callout
          key={proposal.id}
          title={`${proposal.own ? "You propose" : `${proposal.by} proposes`}: ${titleOfWanted(proposal.request.for, names)}`}
          action={
            <span className="flex flex-wrap gap-2">
              <Button size="sm" onClick={() => router.push(reviewPath(proposal))}>
                Read the plan
              </Button>
              {(proposal.own || admin) && (
                <Button
                  size="sm"
                  variant="ghost"
                  pending={pending}
                  onClick={() =>
                    start(async () => setProblem((await withdraw(proposal.id))?.message ?? null))
                  }
                >
                  Withdraw
                </Button>
              )}
            </span>
          }
        >
          {proposal.note !== "" && (
            <p className="whitespace-pre-line wrap-anywhere text-ink">{proposal.note}</p>
          )}
          <p>
            {count(proposal.steps, "step")}, proposed <RelativeTime at={proposal.createdAt} />, open until{" "}
            <RelativeTime at={proposal.expiresAt} />.{" "}
            {proposal.own && twoPerson
              ? "The two-person rule is on: another admin applies it."
              : admin
                ? "Read the plan, then apply it there."
                : "An admin applies it."}
          </p>
        </Callout>
      ))}
    </section>
  );
}
