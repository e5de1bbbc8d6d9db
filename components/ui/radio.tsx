"use client";

import type { ComponentProps } from "react";
import { useCatchUp } from "./use-catch-up";

/** A radio of the browser's own, whose choice counts however early it was made; its label stands around it. */
export function Radio({ className, ref, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      ref={useCatchUp(rest.checked, ref)}
      type="radio"
      className={className ?? "size-4 shrink-0 accent-accent outline-none"}
      {...rest}
    />
  );
}
