"use client";

import { useState, useTransition, type ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** Leads on by itself when it worked, and says why when it did not. */
export type SandboxAction = () => Promise<{ message: string } | void>;

type SandboxButtonProps = Pick<ComponentProps<typeof Button>, "variant" | "size"> & {
  action: SandboxAction;
  label: string;
  /** Text for a screen reader meanwhile. */
  pendingText: string;
};

/** A button that starts or stops the sandbox, and says beneath it why that did not work. */
export function SandboxButton({ action, label, pendingText, ...look }: SandboxButtonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const run = () =>
    start(async () => {
      const refusal = await action();
      setProblem(refusal?.message ?? null);
    });
  return (
    <div className="grid gap-3">
      <Button {...look} onClick={run} pending={pending} pendingText={pendingText}>
        {label}
      </Button>
      {problem && (
        <Callout tone="fail" role="alert" title="That did not work" className="max-w-prose text-left">
          {problem}
        </Callout>
      )}
    </div>
  );
}
