"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { useCheck } from "./check-provider";

type CheckButtonProps = { label?: string; variant?: ButtonVariant; size?: ButtonSize };

/** Starts a check of the database around it. */
export function CheckButton({ label = "Check again", variant, size }: CheckButtonProps) {
  const { progress, start } = useCheck();
  const running = progress.phase === "running";
  return (
    <Button
      variant={variant}
      size={size}
      pending={running}
      pendingText="Checking"
      onClick={start}
      aria-keyshortcuts="Shift+R"
      title="Shift+R"
    >
      {!running && <RefreshCw aria-hidden className="size-4" />}
      {label}
    </Button>
  );
}
