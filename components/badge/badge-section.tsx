"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { Section } from "@/components/ui/section";
import type { Refusal } from "@/lib/api/refusal";

type Change = () => Promise<Refusal | void>;

type BadgeSectionProps = {
  name: string;
  /** Address of the badge without its ending; null while it is off. */
  address: string | null;
  switchOn: Change;
  renew: Change;
  switchOff: Change;
};

/** The status badge of a database: off until an admin switches it on. */
export function BadgeSection({ name, address, switchOn, renew, switchOff }: BadgeSectionProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const run = (change: Change) => () =>
    start(async () => {
      const answer = await change();
      setProblem(answer === undefined ? null : answer.message);
    });
  return (
    <Section title="Status badge" aside={address === null ? "Off" : "On"}>
      <div className="grid grid-cols-1 gap-4">
        {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
        <p className="text-sm text-muted">
          A picture with the name and the headroom of this database, for a README or a wiki. Anyone with its
          address sees it; nothing else of the database is in it.
        </p>
        {address === null ? (
          <div>
            <Button pending={pending} onClick={run(switchOn)}>
              Switch on badge
            </Button>
          </div>
        ) : (
          <>
            {/* The picture of this very server; nothing optimises it. */}
            <svg role="img" aria-label={`Status badge of ${name}`} className="h-5 w-full">
              <image href={`${new URL(address).pathname}.svg`} height="20" />
            </svg>
            <div className="grid grid-cols-1 gap-2">
              <Code
                code={`![${name.replace(/[[\]\\]/g, "\\$&")}](${address}.svg)`}
                what="Markdown of the badge"
              />
              <Code
                code={`https://img.shields.io/endpoint?url=${encodeURIComponent(`${address}.json`)}`}
                what="address for shields.io"
              />
            </div>
            <div className="flex flex-wrap gap-2">
              <Button pending={pending} onClick={run(renew)}>
                New address
              </Button>
              <Button pending={pending} onClick={run(switchOff)}>
                Switch off badge
              </Button>
            </div>
            <p className="text-sm text-muted">
              A new address ends the old one: each page that shows the badge needs it.
            </p>
          </>
        )}
      </div>
    </Section>
  );
}
