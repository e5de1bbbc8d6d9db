"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useAnnounce } from "./announcer";
import { buttonStyle, type ButtonVariant } from "./button-style";

type CopyButtonProps = {
  /** Text to copy, or its source; a promise is awaited. */
  text: string | (() => Promise<string>);
  /** Kind of the text, for the accessible name: "SQL", "report as Markdown". */
  what: string;
  /** The visible word; without one only the icon is drawn. */
  label?: string;
  /** Drawn as a button with a frame, or as a bare icon; a label has a frame unless said otherwise. */
  variant?: ButtonVariant;
  className?: string;
};

type Outcome = "idle" | "copied" | "failed";

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, what, label, variant, className }: CopyButtonProps) {
  const announce = useAnnounce();
  const [outcome, setOutcome] = useState<Outcome>("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setOutcome("copied");
      announce(`Copied: ${what}.`);
    } catch {
      setOutcome("failed");
      announce(`The ${what} could not be copied. The browser refused access to the clipboard.`);
    }
  };
  const Icon = outcome === "copied" ? Check : Copy;
  const name = { idle: `Copy ${what}`, copied: `Copied ${what}`, failed: `Could not copy ${what}` }[outcome];
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={label ? undefined : name}
      title={name}
      className={buttonStyle(
        variant ?? (label ? "secondary" : "ghost"),
        "sm",
        className ?? (label ? undefined : "px-2"),
      )}
    >
      <Icon aria-hidden className="size-4" />
      {label && (outcome === "failed" ? "Not copied" : label)}
    </button>
  );
}
