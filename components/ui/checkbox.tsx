"use client";

import { useId, type ComponentProps, type ReactNode } from "react";
import { useCatchUp } from "./use-catch-up";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** A checkbox with its label beside it and, below, one sentence that explains it. */
export function Checkbox({ label, hint, ref, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex gap-2">
      <input
        ref={useCatchUp(rest.checked, ref)}
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-base">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
