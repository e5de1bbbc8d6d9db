"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { standInPoolSchema } from "@/lib/sandbox/stand-in";
import { poolSplit } from "@/lib/electric/pool";
import type { StandIn, StandInAction, StandInRefusal } from "./use-stand-in";

type StandInFormProps = StandIn & { start: StandInAction; stop: StandInAction };

function poolHint(poolSize: string, targetPoolSize: number): string {
  const parsed = standInPoolSchema.safeParse({ poolSize });
  const says = `ELECTRIC_DB_POOL_SIZE; the target of this database says ${targetPoolSize}.`;
  if (!parsed.success) return says;
  const { admin, snapshot } = poolSplit(parsed.data.poolSize);
  return `${says} It opens ${admin} admin + ${snapshot} snapshot connections and a walsender, which does not count.`;
}

/** Starts the stand-in, restarts it with another pool size, stops it. */
export function StandInForm({ status, press, start, stop }: StandInFormProps) {
  const { standIn, targetPoolSize } = status;
  // What was typed stands until the target changes: then the target's pool size is what one wants to see started.
  const [typed, setTyped] = useState<{ text: string; target: number } | null>(null);
  const [second, setSecond] = useState(false);
  const [pending, setPending] = useState<"start" | "stop" | null>(null);
  const [refusal, setRefusal] = useState<StandInRefusal | null>(null);
  const startButton = useRef<HTMLButtonElement>(null);

  const own = typed?.target === targetPoolSize ? typed.text : null;
  const poolSize = own ?? String(targetPoolSize);
  const error = refusal?.fields.poolSize;

  const run = async (which: "start" | "stop") => {
    if (pending !== null) return;
    setPending(which);
    const input = { secondInstance: second, ...(own !== null && { poolSize: own }) };
    setRefusal(which === "start" ? await press(start, input) : await press(stop, null));
    setPending(null);
    // The button that was pressed is gone.
    if (which === "stop") startButton.current?.focus();
  };

  return (
    <Form
      onSubmit={() => void run("start")}
      className="flex flex-wrap items-end gap-x-4 gap-y-3"
      aria-label="Electric stand-in"
    >
      <Field
        label="Pool size"
        error={error}
        hint={poolHint(poolSize, targetPoolSize)}
        className="lg:[grid-template-columns:auto_5rem] lg:items-center lg:gap-x-2 [&>p[id$=-hint]]:sr-only"
      >
        <Input
          name="poolSize"
          inputMode="numeric"
          value={poolSize}
          title={poolHint(poolSize, targetPoolSize)}
          onChange={({ target }) => setTyped({ text: target.value, target: targetPoolSize })}
        />
      </Field>
      <span
        className="flex min-h-10 items-center"
        title="As in a rolling deploy: it opens its admin pool and a walsender, and waits for the lock."
      >
        <Checkbox
          label="Second instance"
          checked={second}
          onChange={({ target }) => setSecond(target.checked)}
        />
      </span>
      <div className="flex flex-wrap gap-2">
        <Submit ref={startButton} pending={pending === "start"} pendingText="The stand-in is starting">
          {standIn === null ? "Start the stand-in" : "Restart the stand-in"}
        </Submit>
        {standIn !== null && (
          <Button
            onClick={() => void run("stop")}
            pending={pending === "stop"}
            pendingText="The stand-in is stopping"
          >
            Stop the stand-in
          </Button>
        )}
      </div>
      {refusal && error === undefined && (
        <Callout tone="fail" role="alert" title="That did not work" className="max-w-prose">
          {refusal.message}
        </Callout>
      )}
    </Form>
  );
}
