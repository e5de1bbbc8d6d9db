"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Live } from "@/lib/live/schema";
import type { Target } from "@/lib/target/schema";
import type { TrialInput } from "@/lib/trial/event";
import { PoolRoom } from "./pool-room";

export type TrialFormProps = {
  databaseId: string;
  /** Name of the database. */
  name: string;
  target: Target;
  /** State of its watcher as the page was rendered. */
  initial: Live | null;
  /** Electric's role. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
  /** The stored login is that of Electric's role, so that no password is needed. */
  storedLogin: boolean;
  /** Whether the reader may open the whole pool: an admin. */
  mayOpenPool: boolean;
};

type Props = TrialFormProps & {
  running: boolean;
  onStart: (input: TrialInput) => void;
  onCancel: () => void;
};

/** Asks for what a trial needs: the password of Electric's role, and whether to open its whole pool. */
export function TrialForm(props: Props) {
  const { role, poolSize, storedLogin, mayOpenPool, running, onStart, onCancel } = props;
  const [password, setPassword] = useState("");
  const [pool, setPool] = useState(false);
  const [refused, setRefused] = useState(false);
  const submit = useFocusAfter(running);
  const lacking = pool && password === "" && !storedLogin;
  const start = () => {
    setRefused(lacking);
    if (!lacking && !running) onStart({ password, pool, statements: true });
  };
  return (
    <Form onSubmit={start} className="grid min-w-0 grid-cols-1 gap-4">
      <Field
        label={`Password of ${role}`}
        aside="optional"
        hint={
          storedLogin
            ? "Empty: the stored password is used."
            : "Also tries the login, the slot and its stream. Headroom does not store it."
        }
        error={refused && lacking ? `The whole pool needs the password of ${role}.` : null}
      >
        <Input
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {mayOpenPool && (
        <Checkbox
          checked={pool}
          onChange={(event) => setPool(event.target.checked)}
          label={`Open all ${poolSize} connections of the pool`}
          hint="Other clients cannot have these connections for that moment."
        />
      )}
      {pool && <PoolRoom {...props} />}
      <div className="flex gap-2">
        <Submit ref={submit} variant="primary" pending={running} pendingText="Testing">
          Start test
        </Submit>
        {running && (
          <Button variant="secondary" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </Form>
  );
}

/** Gives the button that starts a test the focus which the removed Cancel button took along, as a test ends. */
function useFocusAfter(running: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running && document.activeElement === document.body) button.current?.focus();
    wasRunning.current = running;
  }, [running]);
  return button;
}
