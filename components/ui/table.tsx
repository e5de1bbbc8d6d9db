import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A table in a frame; wider than the window it scrolls inside its frame. `label` names it for a screen reader. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    // Relative, so that what is for screen readers alone scrolls with the table and does not widen the page.
    <div
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <table className={cx("w-full border-collapse text-left", className)} {...rest} />
    </div>
  );
}

/** A header cell. */
export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cx(
        "border-b border-line px-4 py-2 text-sm font-medium whitespace-nowrap text-muted",
        className,
      )}
      {...rest}
    />
  );
}

/** A cell. */
export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cx("border-b border-line px-4 py-2 align-top", className)} {...rest} />;
}
