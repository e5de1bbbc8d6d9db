import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { keptText, rangeHolding, type Moment } from "@/lib/history/moment";
import { exactLocalTime } from "@/lib/history/time";

type MomentNoticeProps = {
  databaseId: string;
  moment: Moment;
  /** Clock of the page, ms. */
  now: number;
  /** Whether the kept sample of the moment is shown. */
  isReplayed: boolean;
};

/** Which moment a link opened the page at, and what is kept of it; or why it names none. The page works either way. */
export function MomentNotice({ databaseId, moment, now, isReplayed }: MomentNoticeProps) {
  if (moment.kind === "none") return null;
  const action = (
    <LinkButton href={`/databases/${databaseId}/connections`} size="sm">
      Back to now
    </LinkButton>
  );
  if (moment.kind === "bad")
    return (
      <Callout tone="warn" title={moment.says} action={action}>
        The page shows what is so now.
      </Callout>
    );
  const range = rangeHolding(moment.at, now);
  return (
    <Callout title={`Moment of this link: ${exactLocalTime(moment.at)}`} action={action}>
      {isReplayed
        ? "The gauge and the list of holders show the sample of that moment."
        : `The sample itself is no longer kept: the last ${KEPT} can be stepped through.`}{" "}
      {range !== null && keptText(range)}
    </Callout>
  );
}

const KEPT = "300 samples";
