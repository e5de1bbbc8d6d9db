import type { ReactNode } from "react";
import { cx } from "./cx";

/** A small word in a frame: an environment, a provider, a kind. Never a status; see Status for that. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 rounded-sm border border-line bg-sunken px-1.5 text-xs leading-5 whitespace-nowrap text-muted",
        className,
      )}
    >
      {children}
    </span>
  );
}
