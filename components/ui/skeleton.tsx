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
