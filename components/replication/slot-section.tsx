import { WalMeter } from "@/components/history/wal-meter";
import { standingOf } from "@/components/live/standing";
import { StateMark } from "@/components/live/state-mark";
import type { Looked } from "@/components/live/use-live";
import { Code } from "@/components/ui/code";
import { Section } from "@/components/ui/section";
import type { WalOutlook } from "@/lib/history/wal";
import type { Live } from "@/lib/live/schema";
import type { SlotFacts } from "@/lib/replication/facts";
import type { SlotReport } from "@/lib/replication/own-slot";
import { copyQuery } from "@/lib/replication/slot-failover";
import { walBudgetOf } from "@/lib/replication/wal-outlook";
import { ReportRows, UnseenGrant } from "./report-rows";

type SlotSectionProps = {
  facts: SlotFacts;
  report: SlotReport;
  outlook: WalOutlook | null;
  looked: Looked<Live>;
  archived: boolean;
};

/** The target's slot: what is kept for it and for how long that goes on, then every fact of it. */
export function SlotSection({ facts, report, outlook, looked, archived }: SlotSectionProps) {
  const { slot } = report;
  const standing = standingOf(looked);
  const query = slot === null ? null : copyQuery(slot, facts);
  return (
    <Section
      title="Slot"
      term="replication slot"
      aside={
        archived ? undefined : <StateMark kind={standing.kind} word={standing.word} ageMs={looked.ageMs} />
      }
    >
      <div className="grid min-w-0 grid-cols-1 gap-4">
        {slot === null && (
          <p className="text-muted">
            {report.grant === null
              ? "Its reader, position, WAL and limits stand here once it exists."
              : "Unknown."}
          </p>
        )}
        {slot !== null && slot.type === "logical" && <WalKept budget={walBudgetOf(slot, facts, outlook)} />}
        {report.rows.length > 0 && <ReportRows rows={report.rows} />}
        {query !== null && (
          <details>
            <summary className="cursor-pointer text-sm text-muted">Ask a standby for its copy</summary>
            <Code code={query} className="mt-2" />
          </details>
        )}
        <UnseenGrant grant={report.grant} />
      </div>
    </Section>
  );
}

function WalKept({ budget }: { budget: ReturnType<typeof walBudgetOf> }) {
  return (
    <div className="grid gap-2">
      {budget.percent !== null && <WalMeter percent={budget.percent} />}
      <p>{budget.kept}</p>
      <p className="text-sm text-muted">{budget.exhaustion}</p>
    </div>
  );
}
