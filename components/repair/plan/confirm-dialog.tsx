"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";

type ConfirmDialogProps = {
  /** Text to type. */
  name: string;
  open: boolean;
  pending: boolean;
  /** Answer of the server to what was typed before. */
  error: string | null;
  onClose: () => void;
  onApply: (typed: string) => void;
};

/** Asks for the name before a plan is applied in production. */
export function ConfirmDialog({ name, open, pending, error, onClose, onApply }: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const matches = typed.trim() === name;
  const apply = () => matches && !pending && onApply(typed.trim());
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Apply this plan in production"
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="primary"
            disabled={!matches}
            pending={pending}
            pendingText="Starting"
            onClick={apply}
          >
            Apply to {name}
          </Button>
        </>
      }
    >
      <p>
        The statements of the plan run in one transaction, and it is committed only when every promised check
        passes. Afterwards it can be undone where the plan says so.
      </p>
      <Form onSubmit={apply}>
        <Field label={`Type ${name} to apply it`} error={error}>
          <Input data-first name="confirm" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </Form>
    </Dialog>
  );
}
