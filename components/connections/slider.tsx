"use client";

import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { useCatchUp } from "@/components/ui/use-catch-up";

type SliderProps = {
  label: string;
  unit: string;
  min: number;
  max: number;
  value: number;
  onChange: (value: number) => void;
};

/** A number to be dragged or typed: the two show the same. What is typed and is no number in reach changes nothing. */
export function Slider({ label, unit, min, max, value, onChange }: SliderProps) {
  const id = useId();
  /** Text that is being typed, while it is no number that could be meant. */
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    const number = Number(text);
    const fits = text.trim() !== "" && Number.isInteger(number) && number >= min && number <= max;
    setTyped(fits ? null : text);
    if (fits) onChange(number);
  };
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <span className="flex items-center gap-2 text-sm text-muted">
          <Input
            id={id}
            type="number"
            min={min}
            max={max}
            value={typed ?? String(value)}
            aria-invalid={typed !== null || undefined}
            aria-describedby={typed === null ? undefined : `${id}-error`}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setTyped(null)}
            className="h-9 w-20 text-right"
          />
          <span className="w-24">{unit}</span>
        </span>
      </div>
      <input
        ref={useCatchUp(value, undefined)}
        type="range"
        aria-label={`${label}, slider`}
        aria-valuetext={`${value} ${unit}`}
        min={min}
        max={max}
        value={value}
        onChange={(event) => {
          setTyped(null);
          onChange(event.target.valueAsNumber);
        }}
        className="h-6 w-full accent-accent"
      />
      {typed !== null && (
        <p id={`${id}-error`} className="text-sm text-fail">
          A whole number from {min} to {max}.
        </p>
      )}
    </div>
  );
}
