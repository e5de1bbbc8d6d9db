"use client";

import { CheckButton } from "@/components/check/check-button";
import { useLatestVerdict } from "@/components/check/use-latest-verdict";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { NeverCheckedMark, Status } from "@/components/ui/status";
import { Subnav } from "@/components/ui/subnav";
import { ENVIRONMENT_WORDS } from "@/components/overview/words";
import type { Database } from "@/lib/databases/database";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";
import { providers } from "@/lib/postgres/provider";

type DatabaseHeaderProps = {
  database: Database;
  /** The verdict that the page was rendered with. */
  latest: LatestVerdict;
};

/** The head of every page of one database: which it is, how it stands, the way to look again, the places below. */
export function DatabaseHeader({ database: registered, latest: rendered }: DatabaseHeaderProps) {
  const { id, name, host, port, database, provider, target, kind, archivedAt } = registered;
  const home = `/databases/${id}`;
  const latest = useLatestVerdict(id, rendered);
  return (
    <div className="border-b border-line bg-surface">
      <div className="mx-auto grid max-w-[90rem] gap-4 px-4 pt-6 sm:px-6">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 className="text-xl font-semibold wrap-anywhere">{name}</h1>
              <Badge>
                {kind === "sandbox"
                  ? "Sandbox"
                  : (ENVIRONMENT_WORDS[target.environment] ?? target.environment)}
              </Badge>
              {archivedAt !== null && <Badge>Archived</Badge>}
            </div>
            <p className="mt-1 text-sm text-muted wrap-anywhere">
              {provider !== "other" && `${providers[provider].name} · `}
              <span className="font-mono">
                {host}:{port}/{database}
              </span>
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-4">
            <Standing latest={latest} />
            {archivedAt === null && <CheckButton label={latest === null ? "Check now" : "Check again"} />}
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

function Standing({ latest }: Pick<DatabaseHeaderProps, "latest">) {
  if (latest === null) return <NeverCheckedMark />;
  return (
    <span className="text-right max-sm:text-left">
      <Status of={latest.verdict} className="text-base" />
      <span className="block text-sm text-muted">
        checked <RelativeTime at={latest.takenAt} />
      </span>
    </span>
  );
}
