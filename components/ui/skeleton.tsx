import { cx } from "./cx";

/** A grey bar with the size of what comes; decoration, so the page around it says that it loads. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("block rounded-sm bg-line/70", className)} />;
}

/** Wraps a page's skeletons and says to a screen reader what is loading. */
export function Loading({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading {what}
      </p>
      {children}
    </div>
  );
}

type SkeletonRowsProps = {
  rows: number;
  /** The height of a row, and what else its frame has. */
  className: string;
  /** The size of each bar in a row, from the top. */
  bars: readonly string[];
};

/** A list before it is read: rows in a frame, each of the height that it will have. */
export function SkeletonRows({ rows, className, bars }: SkeletonRowsProps) {
  return (
    <div className="rounded-md border border-line bg-surface">
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className={cx(
            "grid grid-cols-1 content-center border-b border-line px-4 last:border-b-0",
            className,
          )}
        >
          {bars.map((bar, at) => (
            <Skeleton key={at} className={cx("max-w-full", bar)} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A part of a page before it is read: a frame with a title and two lines. `className` is its height. */
export function SkeletonCard({ className }: { className: string }) {
  return (
    <div
      className={cx(
        "grid grid-cols-1 content-start gap-4 rounded-md border border-line bg-surface p-4",
        className,
      )}
    >
      <Skeleton className="h-6 w-56 max-w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
