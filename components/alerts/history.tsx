import Link from "next/link";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PastAlert } from "@/lib/alerts/page";
import { count, span } from "@/lib/text/words";

const EVENTS: Readonly<Record<string, string>> = {
  fire: "fires",
  remind: "reminder",
  acknowledge: "acknowledged",
  resolve: "over",
};
const STATES: Readonly<Record<string, string>> = {
  waiting: "on its way",
  queued: "on its way",
  delivered: "delivered",
  failed: "not delivered",
};

/** Alerts of the past and of now with the messages of each, the newest first; `next` is the address of the older ones. */
export function AlertHistory({ alerts, next }: { alerts: readonly PastAlert[]; next: string | null }) {
  return (
    <section aria-labelledby="fired" className="min-w-0">
      <h2 id="fired" className="mb-2 text-lg font-semibold">
        What fired
      </h2>
      {alerts.length === 0 ? (
        <p className="text-sm text-muted">
          Nothing fired yet. Each alert stands here with its begin, its end, and every message and its
          receiver.
        </p>
      ) : (
        <ol className="rounded-lg border border-line bg-surface">
          {alerts.map((alert) => (
            <li key={alert.id} className="border-line px-4 py-2 not-first:border-t">
              <details>
                <summary className="grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
                  <span className="font-medium">{alert.figure}</span>
                  <span className="text-sm wrap-anywhere text-muted max-sm:col-span-2 max-sm:row-start-2">
                    {alert.databases.map(({ name }) => name).join(", ") || "a removed database"} ·{" "}
                    {alert.rule}
                  </span>
                  <span className="text-right text-sm text-muted">
                    <RelativeTime at={alert.startedAt} />
                    {alert.endedAt
                      ? `, ${span(Date.parse(alert.endedAt) - Date.parse(alert.startedAt))} long`
                      : ", still firing"}
                    {`, ${count(alert.told.length, "message")}`}
                  </span>
                </summary>
                <ul className="mt-2 grid gap-1 text-sm text-muted">
                  {alert.acknowledgedBy && <li>Acknowledged by {alert.acknowledgedBy}.</li>}
                  {alert.endedBecause && <li>{alert.endedBecause}</li>}
                  {alert.told.map((told, index) => (
                    <li key={index} className="wrap-anywhere">
                      <RelativeTime at={told.at} />: {EVENTS[told.event] ?? told.event}, {told.channel},{" "}
                      <span className={told.state === "failed" ? "text-fail" : undefined}>
                        {STATES[told.state] ?? told.state}
                        {told.says ? `: ${told.says}` : ""}
                      </span>
                    </li>
                  ))}
                  {alert.told.length === 0 && (
                    <li>No message was sent: it was muted, covered or had no channel.</li>
                  )}
                  {alert.databases.map(({ id, name }) => (
                    <li key={id}>
                      <Link href={`/databases/${id}`} className="text-accent hover:underline">
                        {name}
                      </Link>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ol>
      )}
      {next !== null && (
        <LinkButton href={next} size="sm" className="mt-3">
          Older alerts
        </LinkButton>
      )}
    </section>
  );
}
