"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";

type ProposeProps = {
  disabled: boolean;
  primary: boolean;
  propose: (note: string) => Promise<Refusal | void>;
};

/** The button that proposes a plan to the admins, with a note. */
export function Propose({ disabled, primary, propose }: ProposeProps) {
  const form = useId();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await propose(note);
      setRefusal(answer ?? null);
      setAsking(Boolean(answer));
      if (!answer) setNote("");
    });
  return (
    <>
      <Button
        variant={primary ? "primary" : "secondary"}
        disabled={disabled}
        onClick={() => setAsking(true)}
        className="max-sm:flex-1"
      >
        Propose …
      </Button>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title="Propose this plan"
          actions={
            <>
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button type="submit" form={form} variant="primary" pending={pending}>
                Propose
              </Button>
            </>
          }
        >
          <Form id={form} onSubmit={() => !pending && submit()} className="grid gap-4">
            {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
            <p>
              Admins see it on this page and in the overview for 7 days. Nothing runs before one applies it.
            </p>
            <Field label="Note" error={refusal?.fields.note} hint="Why, and when it suits.">
              <Input
                name="note"
                data-first
                maxLength={500}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            </Field>
          </Form>
        </Dialog>
      )}
    </>
  );
}
