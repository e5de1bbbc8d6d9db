"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import type { OwnSession } from "@/lib/accounts/session";

type Ended = { message: string } | void;
type SessionsProps = {
  sessions: readonly OwnSession[];
  end: (input: { id: string }) => Promise<Ended>;
  endOthers: () => Promise<Ended>;
};

/** The own sessions of the person who is signed in: device, address, last use, and the way to end each. */
export function Sessions({ sessions, end, endOthers }: SessionsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const run = (work: () => Promise<Ended>) =>
    start(async () => {
      const refusal = await work();
      setProblem(refusal ? refusal.message : null);
    });
  return (
    <Section
      title="Sessions"
      aside={
        sessions.length > 1 && (
          <Button size="sm" pending={pending} onClick={() => run(endOthers)}>
            End all others
          </Button>
        )
      }
    >
      {problem !== null && <Callout tone="fail" role="alert" title={problem} className="mb-4" />}
      <ul aria-label="Your sessions" className="-my-4 divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <div className="min-w-0 grow">
              <p className="font-medium">
                {session.device}
                {session.current && <span className="font-normal text-muted"> (this session)</span>}
              </p>
              <p className="text-sm wrap-anywhere text-muted">
                {session.address ?? "address not known"} · signed in <RelativeTime at={session.signedInAt} />{" "}
                · last seen <RelativeTime at={session.lastSeen} />
              </p>
            </div>
            {!session.current && (
              <Button
                size="sm"
                pending={pending}
                aria-label={`End the session of ${session.device}`}
                onClick={() => run(() => end({ id: session.id }))}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
