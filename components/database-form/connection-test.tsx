import { CircleCheck, CircleDashed, CircleMinus, CircleX } from "lucide-react";
import type { ConnectionTest } from "./use-connection-test";
import { Callout } from "@/components/ui/callout";
import { Spinner } from "@/components/ui/spinner";
import { STAGES, type Stage } from "@/lib/snapshot/connection";

const NAMES: Record<Stage["stage"], string> = {
  dns: "DNS",
  tcp: "TCP",
  tls: "TLS",
  login: "Login",
  query: "First query",
};

const MARKS = {
  ok: <CircleCheck aria-hidden className="size-4 text-pass" />,
  failed: <CircleX aria-hidden className="size-4 text-fail" />,
  skipped: <CircleMinus aria-hidden className="size-4 text-muted" />,
};

function StageRow({ name, stage, current }: { name: string; stage: Stage | undefined; current: boolean }) {
  const mark = stage ? (
    MARKS[stage.status]
  ) : current ? (
    <Spinner />
  ) : (
    <CircleDashed aria-hidden className="size-4 text-faint" />
  );
  return (
    <li className="grid grid-cols-[1rem_6rem_1fr_auto] items-baseline gap-x-3">
      <span className="self-center">{mark}</span>
      <span className={stage ? "" : "text-faint"}>{name}</span>
      <span className="min-w-0 text-sm wrap-anywhere text-muted">
        {stage && <span className="sr-only">{stage.status}: </span>}
        {stage?.detail}
      </span>
      <span className="text-sm text-muted">
        {stage && stage.status !== "skipped" ? `${Math.round(stage.ms)} ms` : ""}
      </span>
    </li>
  );
}

/** The stages of a connection test as they happen, each with its time, then what happened, why, and what to do. */
export function ConnectionTestStages({ test }: { test: ConnectionTest }) {
  if (!test.running && test.stages.length === 0 && test.error === null) return null;
  const { outcome, error } = test;
  return (
    <div className="grid gap-4" aria-live="polite">
      <ol className="grid gap-1" aria-label="Stages of the connection test">
        {STAGES.map((name, place) => (
          <StageRow
            key={name}
            name={NAMES[name]}
            stage={test.stages.find(({ stage }) => stage === name)}
            current={test.running && place === test.stages.length}
          />
        ))}
      </ol>
      {outcome && (
        <Callout tone={outcome.ok ? "pass" : "fail"} title={outcome.what}>
          {outcome.why && <p>{outcome.why}</p>}
          {outcome.next && <p>{outcome.next}</p>}
        </Callout>
      )}
      {error && (
        <Callout tone="fail" title="The test did not end">
          {error}
        </Callout>
      )}
    </div>
  );
}
