import { CircleCheck, CircleDashed, CircleMinus, CircleX } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";
import { cx } from "@/components/ui/cx";
import { STAGES, type Stage } from "@/lib/snapshot/connection";

const LABELS: Record<Stage["stage"], string> = {
  dns: "Name",
  tcp: "Address",
  tls: "Encryption",
  login: "Login",
  query: "First query",
};

const marks = {
  ok: { icon: CircleCheck, tone: "text-pass", word: "done" },
  failed: { icon: CircleX, tone: "text-fail", word: "failed" },
  skipped: { icon: CircleMinus, tone: "text-muted", word: "left out" },
};

const inMs = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);

type StagesProps = {
  stages: readonly Stage[];
  /** The next stage that is not told yet is under way. */
  running?: boolean;
};

/** The stages of getting into a database, each with its outcome and its time. */
export function Stages({ stages, running = false }: StagesProps) {
  const known = new Map(stages.map((stage) => [stage.stage, stage]));
  const stopped = stages.some(({ status }) => status === "failed");
  const next = running && !stopped ? STAGES.find((stage) => !known.has(stage)) : undefined;
  return (
    <ol className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-5">
      {STAGES.map((name) => {
        const stage = known.get(name);
        const mark = stage ? marks[stage.status] : null;
        const Icon = mark?.icon ?? CircleDashed;
        return (
          <li key={name} className="flex min-w-0 gap-2">
            {next === name ? (
              <Spinner className="mt-0.5 text-accent" />
            ) : (
              <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", mark?.tone ?? "text-faint")} />
            )}
            <span className="min-w-0">
              <span className="block text-sm font-medium">
                {LABELS[name]}
                <span className="sr-only">: {mark?.word ?? (next === name ? "under way" : "not yet")}</span>
              </span>
              <span className="block text-sm text-muted">
                {stage && stage.status !== "skipped" ? inMs(stage.ms) : stage ? "not needed" : "–"}
              </span>
              {stage?.detail && (
                <span className="block truncate text-xs text-faint" title={stage.detail}>
                  {stage.detail}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
