"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Textarea } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import { dayAfter, ignoreInputSchema, type IgnoreInput } from "@/lib/report/ignored";

const DEFAULT_DAYS = 30;

type IgnoreDialogProps = {
  open: boolean;
  title: string;
  onClose: () => void;
  submit: (input: IgnoreInput) => Promise<Refusal | void>;
};

/** Asks why a finding is ignored and until which day; what was typed stays when something is wrong. */
export function IgnoreDialog({ open, title, onClose, submit }: IgnoreDialogProps) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [day, setDay] = useState(() => dayAfter(new Date(), DEFAULT_DAYS));
  const [endless, setEndless] = useState(false);
  const { form, pending, message, errors, send, refuse } = useSending();

  const save = () => {
    const parsed = ignoreInputSchema(new Date()).safeParse({ reason, until: endless ? null : day });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => submit(parsed.data));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Ignore “${title}”`}
      actions={
        <>
          <Button onClick={onClose}>Keep it in the list</Button>
          <Submit form={id} variant="primary" pending={pending} pendingText="Saving">
            Ignore it
          </Submit>
        </>
      }
    >
      <p>
        It leaves the list of problems, the next action and the counts. The verdict stays, because Electric
        ignores nothing.
      </p>
      <Form ref={form} id={id} className="grid gap-4" onSubmit={save}>
        {message !== "" && <Callout tone="fail" role="alert" title={message} />}
        <Field label="Reason" error={errors.reason} hint="All people of this Headroom can read it.">
          <Textarea name="reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Field
          label="Last day"
          error={errors.until}
          hint="In UTC. It counts again by itself from the day after."
        >
          <Input
            type="date"
            name="until"
            value={day}
            min={dayAfter(new Date(), 1)}
            disabled={endless}
            onChange={(event) => setDay(event.target.value)}
          />
        </Field>
        <Checkbox
          label="No last day"
          hint="It is ignored until an admin takes it back."
          checked={endless}
          onChange={(event) => setEndless(event.target.checked)}
        />
      </Form>
    </Dialog>
  );
}
