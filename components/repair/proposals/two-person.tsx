"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import type { TwoPerson } from "@/lib/repair/proposal";

type Act = () => Promise<{ message: string } | void>;
type TwoPersonRuleProps = { state: TwoPerson; on: Act; askOff: Act; confirmOff: Act; keepOn: Act };

/** The two-person rule of a database: one person proposes a plan, another applies it. */
export function TwoPersonRule({ state, on, askOff, confirmOff, keepOn }: TwoPersonRuleProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const button = (label: string, act: Act, variant: "primary" | "secondary" = "secondary") => (
    <Button
      variant={variant}
      pending={pending}
      onClick={() => start(async () => setProblem((await act())?.message ?? null))}
    >
      {label}
    </Button>
  );
  const { since, off, blocked } = state;
  return (
    <Section title="Two-person rule">
      <div className="grid max-w-xl grid-cols-1 gap-3">
        <p>
          One person proposes a repair; another admin applies it. Dry runs stay as they are. Switching it off
          takes a second admin too.
        </p>
        {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
        {since === null ? (
          <>
            <p className="text-muted">{blocked ?? "Off."}</p>
            {blocked === null && <div>{button("Switch on", on)}</div>}
          </>
        ) : (
          <>
            <p className="text-muted">
              On since <RelativeTime at={since.at} />, by {since.by}.
            </p>
            {off === null ? (
              <div>{button("Ask to switch off", askOff)}</div>
            ) : (
              <>
                <p>
                  {off.own ? "You asked" : `${off.by} asked`} to switch it off <RelativeTime at={off.at} />.{" "}
                  {off.own && "Another admin confirms it."}
                </p>
                <div className="flex flex-wrap gap-2">
                  {!off.own && button("Confirm: switch off", confirmOff)}
                  {button("Keep it on", keepOn)}
                </div>
              </>
            )}
          </>
        )}
      </div>
    </Section>
  );
}
