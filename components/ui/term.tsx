"use client";

import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { meaningOf, type TermId } from "@/lib/docs/terms";

/** Room that is left between the help and the edge of the window, in px. */
const EDGE = 8;

/** Esc hides the help and does nothing else; returns what stops listening. */
function onEscape(close: () => void): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  document.addEventListener("keydown", listen, { capture: true });
  return () => document.removeEventListener("keydown", listen, { capture: true });
}

/**
 * A hard word with its meaning on hover and on focus: the pointer may go onto the help, Esc hides it, and it stays until then (WCAG
 * 1.4.13). Its content is the word as the sentence has it.
 */
export function Term({ of, children }: { of: TermId; children: ReactNode }) {
  const id = useId();
  const help = useRef<HTMLSpanElement>(null);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [shift, setShift] = useState(0);
  const open = hovered || focused;
  useEffect(() => {
    if (!open) return;
    return onEscape(() => {
      setHovered(false);
      setFocused(false);
    });
  }, [open]);
  useLayoutEffect(() => {
    const box = open ? help.current?.getBoundingClientRect() : undefined;
    if (box === undefined) return setShift(0);
    const over = box.right + EDGE - document.documentElement.clientWidth;
    if (over > 0) setShift(-over);
  }, [open]);
  return (
    <span
      className="relative inline-block"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <button
        type="button"
        aria-describedby={open ? id : undefined}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onClick={() => setFocused(true)}
        className="cursor-help underline decoration-dotted underline-offset-4"
      >
        {children}
      </button>
      {open && (
        // Its padding reaches up to the word, so that the pointer finds the way onto it.
        <span
          ref={help}
          id={id}
          role="tooltip"
          style={{ left: shift }}
          className="absolute top-full z-30 pt-1"
        >
          <span className="block w-64 rounded-md border border-edge bg-surface p-2 text-left text-sm font-normal text-ink wrap-anywhere normal-case">
            {meaningOf(of)}
          </span>
        </span>
      )}
    </span>
  );
}
