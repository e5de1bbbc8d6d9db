"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FiringAlert } from "@/lib/alerts/page";
import { listed } from "@/lib/text/words";
import { ActButton } from "./act-button";
import type { AlertActions } from "./types";

const MUTE_HOURS = 2;

/** Returns who heard of an alert: "Sent to Slack.", and each channel that did not take it. */
function sentText({ sentTo, notSent }: FiringAlert): string {
  const sent = sentTo.length > 0 ? `Sent to ${listed(sentTo)}.` : "";
  const not = notSent.map(({ channel, says }) => `${channel}: ${says}.`.replace("..", "."));
  return [sent, ...not].filter(Boolean).join(" ") || "No message was sent.";
}

/** Alerts that fire, the newest first, one for each condition of a server: the figure, its sum, who was told, and the acts. */
export function FiringList({
  alerts,
  actions,
}: {
  /** Each with those that say the same of its databases. */
  alerts: readonly { alert: FiringAlert; covered: readonly FiringAlert[] }[];
  actions: Pick<AlertActions, "acknowledge" | "mute">;
}) {
  return (
    <ol aria-label="Firing" className="rounded-lg border border-line bg-surface">
      {alerts.map(({ alert, covered }, index) => (
        <li
          key={alert.id}
          id={`alert-${alert.id}`}
          className="grid gap-x-4 gap-y-1 border-line px-4 py-3.5 not-first:border-t sm:px-6 md:grid-cols-[10rem_minmax(0,1fr)_auto] md:items-center"
        >
          <h2 className="text-xl font-semibold tracking-tight text-fail">{alert.figure}</h2>
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <Names databases={alert.databases} />
              {alert.labels.map((label) => (
                <Badge key={label}>{label}</Badge>
              ))}
              <span className="text-muted">
                {listed([alert, ...covered].map(({ rule }) => rule))}, began <RelativeTime at={alert.since} />
              </span>
            </p>
            <p className="text-sm wrap-anywhere text-muted">
              {alert.says} {sentText(alert)}
              {alert.acknowledged && (
                <>
                  {` Acknowledged by ${alert.acknowledged.by} `}
                  <RelativeTime at={alert.acknowledged.at} />.
                </>
              )}
              {alert.mutedUntil && (
                <>
                  {" Muted; that ends "}
                  <RelativeTime at={alert.mutedUntil} />.
                </>
              )}
              {alert.dataless && (
                <span className="text-warn"> No data now: it is not known whether it goes on.</span>
              )}
            </p>
          </div>
          <div className="flex flex-wrap gap-2 max-md:mt-2 md:justify-end">
            {alert.mutedUntil === null && (
              <ActButton
                variant="ghost"
                label={`Mute ${alert.figure} for ${MUTE_HOURS} h`}
                done={`Muted for ${MUTE_HOURS} h.`}
                act={() => actions.mute({ ruleId: alert.ruleId, server: alert.server, hours: MUTE_HOURS })}
              >
                Mute {MUTE_HOURS} h
              </ActButton>
            )}
            {alert.acknowledged === null && (
              <ActButton
                className="max-md:flex-1"
                label={`Acknowledge ${alert.figure}`}
                done="Acknowledged. Its reminders stop."
                act={() => actions.acknowledge(alert.id)}
              >
                Acknowledge
              </ActButton>
            )}
            {alert.act && (
              <LinkButton
                href={alert.act.path}
                size="sm"
                variant={index === 0 ? "primary" : "secondary"}
                className={"max-md:flex-1 md:min-w-32"}
              >
                {alert.act.says}
              </LinkButton>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Names({ databases }: Pick<FiringAlert, "databases">) {
  const [first, ...rest] = databases;
  if (first === undefined) return <span className="font-semibold">A removed database</span>;
  return (
    <span className="min-w-0 font-semibold wrap-anywhere">
      <Link href={`/databases/${first.id}`} className="hover:underline">
        {first.name}
      </Link>
      {rest.length > 0 && (
        <span className="font-normal text-muted" title={rest.map(({ name }) => name).join(", ")}>
          {` and ${rest.length} more`}
        </span>
      )}
    </span>
  );
}
