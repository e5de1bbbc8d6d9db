import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { filterQuery, type EventFilter } from "@/lib/audit/filter";

type ChainProps = {
  /** How many entries were reckoned, and the first that is not as it was written. */
  state: { rows: number; brokenAt: number | null };
  filter: EventFilter;
};

const number = (value: number) => value.toLocaleString("en");

/** Whether the log is as it was written; nothing of a log without entries. */
export function Chain({ state: { rows, brokenAt }, filter }: ChainProps) {
  if (rows === 0) return null;
  if (brokenAt !== null) {
    const query = filterQuery(filter);
    return (
      <Callout
        tone="fail"
        title={`The chain breaks at entry ${number(brokenAt)}`}
        action={
          <Link
            href={`/activity${query}${query === "" ? "?" : "&"}entry=${brokenAt}`}
            className="text-accent underline underline-offset-2"
          >
            Show entry {number(brokenAt)}
          </Link>
        }
      >
        This entry was changed, or one before it was taken away or put in, with write access to Headroom’s own
        store. {before(rows - 1)} From entry {number(brokenAt)} on the log proves nothing: compare it with an
        export or a backup from before.
      </Callout>
    );
  }
  return (
    <Frame>
      <p className="flex items-center gap-1.5 font-medium text-pass">
        <CircleCheck aria-hidden className="size-4 shrink-0" />
        {number(rows)} {rows === 1 ? "entry" : "entries"}, the chain is whole
      </p>
      <details>
        <summary className="cursor-pointer text-sm text-muted">What this means</summary>
        <p className="mt-2 max-w-prose text-muted">
          Each entry holds a hash of itself and of the entry before. All of them were reckoned again just now,
          and each is as it was written, in its place. Entries that were cut off at the very end would not
          show: an export, which holds the hashes, proves those too.
        </p>
      </details>
    </Frame>
  );
}

const before = (rows: number): string =>
  rows === 0
    ? "No entry stands before it."
    : `The ${rows === 1 ? "one entry" : `${number(rows)} entries`} before it ${rows === 1 ? "is" : "are"} as written.`;

/** Stands where the chain's state will, while it is reckoned. */
export function ChainSkeleton() {
  return (
    <Loading what="the state of the chain">
      <Frame>
        <Skeleton className="h-[1.375rem] w-72 max-w-full" />
        <Skeleton className="h-5 w-32" />
      </Frame>
    </Loading>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-1">{children}</div>;
}
