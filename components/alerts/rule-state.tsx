import { BellOff, Check, CircleHelp, CircleX, Power, TriangleAlert, type LucideIcon } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { cx } from "@/components/ui/cx";
import type { RuleState } from "@/lib/alerts/page";
import { span } from "@/lib/text/words";

const LOOKS: Record<RuleState["kind"], { icon: LucideIcon; tone: string }> = {
  firing: { icon: CircleX, tone: "font-medium text-fail" },
  muted: { icon: BellOff, tone: "text-muted" },
  pending: { icon: TriangleAlert, tone: "font-medium text-warn" },
  "no data": { icon: CircleHelp, tone: "font-medium text-warn" },
  quiet: { icon: Check, tone: "text-muted" },
  off: { icon: Power, tone: "text-muted" },
  nowhere: { icon: CircleHelp, tone: "text-muted" },
};

/** State of a rule, with an icon and words. */
export function RuleStateMark({ state, now }: { state: RuleState; now: number }) {
  const { icon: Icon, tone } = LOOKS[state.kind];
  return (
    <span className={cx("inline-flex items-center gap-1.5 align-bottom", tone)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span>
        <Words state={state} now={now} />
      </span>
    </span>
  );
}

function Words({ state, now }: { state: RuleState; now: number }) {
  switch (state.kind) {
    case "firing":
      return state.servers > 1
        ? `firing on ${state.servers} servers`
        : `firing, ${span(Math.max(0, now - Date.parse(state.since)))}`;
    case "muted":
      return (
        <>
          muted, ends <RelativeTime at={state.until} />
        </>
      );
    case "pending": {
      const passed = Math.max(0, now - Date.parse(state.since));
      return state.forMs === 0
        ? "pending"
        : `pending, ${span(Math.min(passed, state.forMs))} of ${span(state.forMs)}`;
    }
    case "no data":
      return <span title={state.says}>no data</span>;
    case "quiet":
      return state.last === null ? (
        "quiet"
      ) : (
        <>
          quiet, last <RelativeTime at={state.last} />
        </>
      );
    case "off":
      return "off";
    case "nowhere":
      return "no database";
  }
}
