"use client";

import { CheckButton } from "@/components/check/check-button";
import { useLatestVerdict } from "@/components/check/use-latest-verdict";
import { Badge } from "@/components/ui/badge";
import { Subnav } from "@/components/ui/subnav";
import { ENVIRONMENT_WORDS } from "@/components/overview/words";
import type { Database } from "@/lib/databases/database";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";
import type { Budget } from "@/lib/budget/schema";
import type { Live } from "@/lib/live/schema";
import { providers } from "@/lib/postgres/provider";
import { Freshness } from "./freshness";
import { HeaderVerdict } from "./header-verdict";

type DatabaseHeaderProps = {
  database: Database;
  /** The verdict that the page was rendered with. */
  latest: LatestVerdict;
  /** Connections as the server knew them when it drew the page, and as the latest check run saw them. */
  live: Live | null;
  budget: Budget | null;
};

/** The head of every page of one database: which it is, how it stands, how fresh that is, the way to look again, the places below. */
export function DatabaseHeader({
  database: registered,
  latest: rendered,
  live,
  budget,
}: DatabaseHeaderProps) {
  const { id, name, host, port, database, provider, target, kind, archivedAt } = registered;
  const home = `/databases/${id}`;
  const latest = useLatestVerdict(id, rendered);
  return (
    <div className="border-b border-line bg-surface">
      <div className="mx-auto grid max-w-[90rem] gap-2 px-4 pt-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-lg font-semibold wrap-anywhere">{name}</h1>
            <Badge>
              {kind === "sandbox" ? "Sandbox" : (ENVIRONMENT_WORDS[target.environment] ?? target.environment)}
            </Badge>
            {archivedAt !== null && <Badge>Archived</Badge>}
            {/* Cut and not wrapped on a telephone: until the fonts are there it is wider, and a second line would move the page. */}
            <p
              title={`${host}:${port}/${database}`}
              className="min-w-0 text-sm text-muted max-sm:flex-1 max-sm:basis-32 max-sm:truncate sm:wrap-anywhere"
            >
              {provider !== "other" && `${providers[provider].name} · `}
              <span className="font-mono">
                {host}:{port}/{database}
              </span>
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:w-full">
            <div className="max-sm:grow">
              <HeaderVerdict databaseId={id} latest={latest} initial={live} fallback={budget} />
            </div>
            {/* A line of its own on a telephone: its words grow with the age, and would move what is below. */}
            <div className="max-sm:order-last max-sm:min-h-5 max-sm:basis-full">
              <Freshness databaseId={id} latest={latest} initial={live} watched={archivedAt === null} />
            </div>
            {archivedAt === null && (
              <CheckButton label={latest === null ? "Check now" : "Check again"} size="sm" />
            )}
          </div>
        </div>
        <Subnav
          label={`Pages of ${name}`}
          items={[
            { href: home, label: "Overview" },
            { href: `${home}/readiness`, label: "Readiness", count: latest?.fails || undefined },
            { href: `${home}/connections`, label: "Connections" },
            { href: `${home}/replication`, label: "Replication" },
            { href: `${home}/tables`, label: "Tables" },
            { href: `${home}/repair`, label: "Repair" },
            { href: `${home}/connect`, label: "Connect" },
            { href: `${home}/test`, label: "Test" },
            { href: `${home}/history`, label: "History" },
            { href: `${home}/settings`, label: "Settings" },
          ]}
        />
      </div>
    </div>
  );
}
