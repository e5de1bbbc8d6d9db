"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { useFieldWiring } from "./field";
import { useCatchUp } from "./use-catch-up";

/** The look of everything that is typed into. */
export const controlStyle =
  "w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-ink placeholder:text-faint aria-invalid:border-fail disabled:opacity-60";

/** A text input; inside a Field it takes its id, description and validity from there. `mono` for names and SQL. */
export function Input({ className, mono, ref, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  return (
    <input
      ref={useCatchUp(rest.value ?? rest.defaultValue, ref)}
      {...useFieldWiring()}
      className={cx(controlStyle, "h-10", mono && "font-mono text-sm", className)}
      autoComplete="off"
      spellCheck={false}
      {...rest}
    />
  );
}

/** A text area; see Input. */
export function Textarea({ className, mono, ref, ...rest }: ComponentProps<"textarea"> & { mono?: boolean }) {
  return (
    <textarea
      ref={useCatchUp(rest.value, ref)}
      {...useFieldWiring()}
      className={cx(controlStyle, "min-h-20 py-2", mono && "font-mono text-sm", className)}
      autoComplete="off"
      spellCheck={false}
      {...rest}
    />
  );
}

/** The browser's own select, drawn like an input. */
export function Select({ className, children, ref, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cx("relative block", className)}>
      <select
        ref={useCatchUp(rest.value, ref)}
        {...useFieldWiring()}
        className={cx(controlStyle, "h-10 appearance-none pr-9")}
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
