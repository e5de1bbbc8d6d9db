"use client";

import { useId, useState, useTransition } from "react";
import type { Made } from "./types";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import { OWN_PASSWORD_NEEDED } from "@/lib/accounts/account";

/** An act on a person's account that is confirmed before it is done. */
export type PersonAct = {
  title: string;
  /** The consequences of the act. */
  says: string;
  button: string;
  /** Whether the actor's own password is asked for again. */
  asksPassword: boolean;
  danger?: boolean;
  run: (ownPassword: string | undefined) => Promise<Made | Refusal | void>;
};

/** Asks before an act on an account, for the actor's own password where it makes or takes an admin. Enter confirms. */
export function ConfirmDialog({
  act,
  onClose,
  onDone,
}: {
  act: PersonAct;
  onClose: () => void;
  onDone: (made: Made | null) => void;
}) {
  const form = useId();
  const [ownPassword, setOwnPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () => {
    if (act.asksPassword && ownPassword === "")
      return setRefusal({ message: "", fields: { ownPassword: OWN_PASSWORD_NEEDED } });
    start(async () => {
      const answer = await act.run(act.asksPassword ? ownPassword : undefined);
      if (answer && "message" in answer) return setRefusal(answer);
      onDone(answer ?? null);
    });
  };
  const fieldError = refusal?.fields.ownPassword;
  return (
    <Dialog
      open
      onClose={onClose}
      title={act.title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant={act.danger ? "danger" : "primary"} pending={pending}>
            {act.button}
          </Button>
        </>
      }
    >
      <Form id={form} onSubmit={() => !pending && submit()} className="grid gap-4">
        <p>{act.says}</p>
        {refusal?.message && !fieldError && <Callout tone="fail" role="alert" title={refusal.message} />}
        {act.asksPassword && (
          <OwnPasswordField
            hint="Yours, not theirs: an open session does not suffice."
            data-first
            value={ownPassword}
            error={fieldError}
            onChange={setOwnPassword}
          />
        )}
      </Form>
    </Dialog>
  );
}
