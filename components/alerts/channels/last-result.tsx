import { CircleX } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ChannelKind } from "@/lib/alerts/channels";
import type { LastResult as Result } from "@/lib/alerts/channels/view";

/** Returns the word for a message that passed. */
const passed = (kind: ChannelKind, { event }: Result): string =>
  kind === "ping" ? "answered" : event === "test" ? "test delivered" : "delivered";

/** Result of the last message of a channel, with its time; a refusal in the receiver's own words. */
export function LastResult({ kind, last }: { kind: ChannelKind; last: Result | null }) {
  if (last === null) return <p className="text-sm text-muted">nothing sent yet</p>;
  if (last.ok)
    return (
      <p className="text-sm text-muted">
        {passed(kind, last)} <RelativeTime at={last.at} />
      </p>
    );
  return (
    <p className="flex gap-1.5 text-sm text-fail">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        not delivered <RelativeTime at={last.at} />: {last.says}
      </span>
    </p>
  );
}
