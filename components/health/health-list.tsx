"use client";

import Link from "next/link";
import { Figure, RowBar } from "@/components/overview/figures";
import { ENVIRONMENT_WORDS } from "@/components/overview/words";
import { standingOf } from "@/components/live/standing";
import { StateMark } from "@/components/live/state-mark";
import { useHealthRows, useLiveRow } from "@/components/live/use-live";
import type { Link as StreamLink } from "@/components/live/stream-state";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { NeverCheckedMark, Status } from "@/components/ui/status";
import { budgetOfHealth, liveOfHealth, type Health } from "@/lib/health/health";

/** The health of each database, live, as a viewer sees it. */
export function HealthList({ databases }: { databases: readonly Health[] }) {
  const link = useHealthRows(databases.map(({ id }) => id));
  if (databases.length === 0)
    return (
      <EmptyState title="No databases">
        No database is registered, or none of your groups has one. An admin adds databases and assigns groups.
      </EmptyState>
    );
  return (
    <ul
      aria-label={`${databases.length} databases`}
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {databases.map((health) => (
        <HealthRow key={health.id} health={health} link={link} />
      ))}
    </ul>
  );
}

function HealthRow({ health, link }: { health: Health; link: StreamLink }) {
  const { id, name, environment, kind, address, checked, live: initial } = health;
  const looked = useLiveRow(id, link, initial && liveOfHealth(initial));
  const { kind: state, word } = standingOf(looked);
  const budget = looked.live?.budget ?? (checked?.budget ? budgetOfHealth(checked.budget) : null);
  return (
    <li className="relative grid items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-canvas sm:grid-cols-[minmax(0,1fr)_12rem_16rem]">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <Link
            href={`/databases/${id}`}
            prefetch={false}
            className="truncate font-medium after:absolute after:inset-0"
          >
            {name}
          </Link>
          <Badge>{kind === "sandbox" ? "Sandbox" : (ENVIRONMENT_WORDS[environment] ?? environment)}</Badge>
        </p>
        {address !== null && <p className="truncate font-mono text-xs text-muted">{address}</p>}
      </div>
      <div className="grid gap-1 text-sm">
        {checked === null ? <NeverCheckedMark /> : <Status of={checked.verdict} />}
        <StateMark kind={state} word={word} ageMs={looked.ageMs} />
      </div>
      <div className="grid gap-1">
        <Figure budget={budget} className="font-semibold" />
        <RowBar name={name} budget={budget} />
      </div>
    </li>
  );
}
