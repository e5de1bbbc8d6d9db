"use client";

import { useEffect, useRef, useState } from "react";
import { postForEvents } from "@/components/databases/event-stream";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Finding } from "@/lib/checks/finding";
import { trialEventSchema } from "@/lib/trial/event";
import type { TrialOutcome } from "@/lib/trial/schema";
import { TRIAL_STEPS } from "@/lib/trial/steps";
import { TrialFindings } from "./trial-findings";

type TrialPanelProps = {
  databaseId: string;
  /** Electric's role. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
};

type State = { outcomes: TrialOutcome[]; findings: Finding[] | null; error: string | null };
const EMPTY: State = { outcomes: [], findings: null, error: null };

/** Tries the database as Electric: what is asked for, each step as it ends, and the findings. */
export function TrialPanel({ databaseId, role, poolSize }: TrialPanelProps) {
  const announce = useAnnounce();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [pool, setPool] = useState(false);
  const [state, setState] = useState(EMPTY);
  const [running, setRunning] = useState(false);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = async () => {
    if (running) return;
    const abort = new AbortController();
    controller.current = abort;
    setRunning(true);
    setState(EMPTY);
    announce("Testing as Electric.");
    try {
      const path = `/api/databases/${databaseId}/trial`;
      for await (const event of postForEvents(path, { password, pool }, trialEventSchema, abort.signal))
        setState((now) => {
          if (event.type === "outcome") return { ...now, outcomes: [...now.outcomes, event.outcome] };
          if (event.type === "done") return { ...now, findings: event.findings };
          return { ...now, error: event.message };
        });
      announce("The test as Electric has ended.");
    } catch (error) {
      const message = error instanceof Error ? error.message : "The test could not be started. Try again.";
      if (!abort.signal.aborted) setState((now) => ({ ...now, error: message }));
    } finally {
      if (!abort.signal.aborted) setRunning(false);
    }
  };

  if (!open)
    return (
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Test as Electric
      </Button>
    );
  return (
    <section
      aria-labelledby="trial"
      className="grid w-full gap-4 rounded-md border border-line bg-surface p-4"
    >
      <h2 id="trial" className="font-semibold">
        Test as Electric
      </h2>
      <p className="max-w-prose text-muted">
        Headroom does what Electric does at its start and at the first shape of each table, and rolls it back.
        Nothing stays in the database.
      </p>
      <Form onSubmit={() => void start()} className="grid max-w-md gap-4">
        <Field
          label={`Password of ${role}`}
          aside="optional"
          hint="For sessions of its own: replication, slot, reading. It is used for this test and then forgotten."
        >
          <Input
            type="password"
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Checkbox
          checked={pool}
          onChange={(event) => setPool(event.target.checked)}
          label={`Open all ${poolSize} connections of the pool`}
          hint="For a moment they are taken from other clients."
        />
        <div className="flex gap-2">
          <Submit pending={running}>Start test</Submit>
          <Button variant="secondary" onClick={() => setOpen(false)}>
            Close
          </Button>
        </div>
      </Form>
      {state.error !== null && (
        <Callout tone="fail" role="alert" title="The test did not run to its end">
          {state.error}
        </Callout>
      )}
      {state.findings === null && state.outcomes.length > 0 && (
        <ol aria-label="Steps of the test" className="grid gap-1">
          {state.outcomes.map((outcome, at) => (
            <li key={at} className="wrap-anywhere">
              <span className="inline-block w-24 text-muted">{outcome.result}</span>
              {TRIAL_STEPS[outcome.step].title}: {outcome.says} ({outcome.ms} ms)
            </li>
          ))}
        </ol>
      )}
      {state.findings !== null && <TrialFindings findings={state.findings} />}
    </section>
  );
}
