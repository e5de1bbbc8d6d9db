import { Code } from "@/components/ui/code";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReportRow } from "@/lib/replication/report";

/** The facts of a report; a moment stands as its age, with the exact time on hover. */
export function ReportRows({ rows }: { rows: readonly ReportRow[] }) {
  return (
    <Facts
      facts={rows.map(({ name, value, since }) => ({
        name,
        value:
          since === undefined ? (
            value
          ) : (
            <>
              {value} <RelativeTime at={since} />
            </>
          ),
      }))}
    />
  );
}

/** The statement that lets Headroom's role see what it could not; nothing where all was seen. */
export function UnseenGrant({ grant }: { grant: string | null }) {
  if (grant === null) return null;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2">
      <p className="text-sm text-muted">
        Part of it is unknown. An administrator can let Headroom’s role see it:
      </p>
      <Code code={grant} />
    </div>
  );
}
