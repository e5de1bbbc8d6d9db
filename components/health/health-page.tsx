"use client";

import { gaugeModel } from "@/components/budget/model";
import { HistorySection } from "@/components/history/history-section";
import { GaugeOf } from "@/components/live/gauge-of";
import { standingOf } from "@/components/live/standing";
import { StateMark } from "@/components/live/state-mark";
import { useHealthRows, useLiveRow } from "@/components/live/use-live";
import { Figure } from "@/components/overview/figures";
import { ENVIRONMENT_WORDS } from "@/components/overview/words";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { NeverCheckedMark, Status } from "@/components/ui/status";
import { budgetOfHealth, liveOfHealth, type Health } from "@/lib/health/health";
import { count } from "@/lib/text/words";

/** The page of one database for a viewer: verdict, live gauge and charts. */
export function HealthPage({ health }: { health: Health }) {
  const { id, name, checked } = health;
  const link = useHealthRows([id]);
  const looked = useLiveRow(id, link, health.live && liveOfHealth(health.live));
  const seen = checked?.budget ? budgetOfHealth(checked.budget) : null;
  const { kind, word } = standingOf(looked);
  return (
    <div className="grid grid-cols-1 gap-6">
      <Head health={health} />
      <section aria-label="Health" className="divide-y divide-line rounded-lg border border-line bg-surface">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4 sm:px-6">
          {checked === null ? (
            <NeverCheckedMark />
          ) : (
            <Status of={checked.verdict} className="text-lg font-semibold" />
          )}
          <Figure budget={looked.live?.budget ?? seen} className="text-lg font-semibold" />
          <span className="ml-auto flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <StateMark kind={kind} word={word} ageMs={looked.ageMs} />
            {checked !== null && (
              <span>
                {count(checked.fails, "failure")}, {count(checked.warns, "warning")} · checked{" "}
                <RelativeTime at={checked.takenAt} />
              </span>
            )}
          </span>
        </div>
        <div className="p-4 sm:px-6 sm:py-5">
          <GaugeOf
            looked={looked}
            name={name}
            size="full"
            fallback={seen && checked ? { model: gaugeModel(seen), at: checked.takenAt } : null}
          />
        </div>
      </section>
      <HistorySection databaseId={id} target={null} audience="viewer" />
    </div>
  );
}

function Head({ health: { name, kind, environment, address } }: { health: Health }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h1 className="text-xl font-semibold wrap-anywhere">{name}</h1>
      <Badge>{kind === "sandbox" ? "Sandbox" : (ENVIRONMENT_WORDS[environment] ?? environment)}</Badge>
      {address !== null && <span className="font-mono text-sm wrap-anywhere text-muted">{address}</span>}
    </div>
  );
}
