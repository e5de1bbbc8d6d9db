"use client";

import { CircleAlert } from "lucide-react";
import { createContext, useContext, useId, type ReactNode } from "react";
import { cx } from "./cx";

type FieldWiring = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

const Wiring = createContext<FieldWiring | null>(null);

/** Returns the id and the ARIA attributes that tie a control to the Field around it; nothing outside of one. */
export function useFieldWiring(): Partial<FieldWiring> {
  return useContext(Wiring) ?? {};
}

type FieldProps = {
  label: ReactNode;
  /** One sentence that explains what to put here. */
  hint?: ReactNode;
  /** Text of what is wrong, and what to do; null or empty when nothing is. */
  error?: ReactNode;
  /** Stands at the right end of the label's line: "optional", or a small action. */
  aside?: ReactNode;
  className?: string;
  /** One Input, Select or Textarea: it finds its id and descriptions through the field. */
  children: ReactNode;
};

/** A labelled control with its hint and its error, all wired by id. */
export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ");
  return (
    <div className={cx("grid min-w-0 content-start gap-1", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside && <span className="text-xs text-faint">{aside}</span>}
      </div>
      <Wiring
        value={{ id, "aria-describedby": describedBy || undefined, "aria-invalid": error ? true : undefined }}
      >
        {children}
      </Wiring>
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} className="flex gap-1.5 text-sm text-fail">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
