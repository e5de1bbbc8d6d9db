"use client";

import { useId, type ReactNode } from "react";
import { cx } from "./cx";
import { Radio } from "./radio";

export type RadioCard<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode };

type RadioCardsProps<Value extends string> = {
  legend: ReactNode;
  hint?: ReactNode;
  name: string;
  options: readonly RadioCard<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Columns from the small breakpoint up; one below it. */
  columns?: 1 | 2 | 3;
};

const columnsStyle = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** A choice of one among a few, each with the sentence that explains it; native radios, so arrow keys move. */
export function RadioCards<Value extends string>({
  legend,
  hint,
  name,
  options,
  value,
  onChange,
  columns = 1,
}: RadioCardsProps<Value>) {
  const id = useId();
  return (
    <fieldset aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="text-sm font-medium">{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
      <div className={cx("mt-2 grid gap-2", columnsStyle[columns])}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer gap-2 rounded-md border border-line bg-surface p-3 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <Radio
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
