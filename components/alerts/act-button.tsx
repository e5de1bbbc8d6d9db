"use client";

import { useState, useTransition, type ReactNode } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import type { Refusal } from "@/lib/api/refusal";
import { fallback } from "@/lib/log/unlogged";

type ActButtonProps = {
  act: () => Promise<Refusal | void>;
  /** Text that is announced once it is done. */
  done: string;
  /** The act with its object, for a screen reader: "Acknowledge 7 short". */
  label: string;
  variant?: ButtonVariant;
  className?: string;
  children: ReactNode;
};

/** A button that does one thing on the server; a refusal stands beside it. */
export function ActButton({ act, done, label, variant, className, children }: ActButtonProps) {
  const announce = useAnnounce();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const press = () =>
    start(async () => {
      const refusal = await act().catch(
        fallback({ message: "Headroom’s server did not answer." }, "it is shown as a refusal"),
      );
      setProblem(refusal?.message ?? null);
      if (!refusal) announce(done);
    });
  return (
    <>
      <Button
        size="sm"
        variant={variant}
        className={className}
        aria-label={label}
        pending={pending}
        onClick={press}
      >
        {children}
      </Button>
      {problem && (
        <span role="alert" className="basis-full text-sm text-fail">
          {problem}
        </span>
      )}
    </>
  );
}
