"use client";

import { useId, useState } from "react";
import type { Made } from "./types";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useSending } from "@/components/ui/use-sending";
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
  const id = useId();
  const [ownPassword, setOwnPassword] = useState("");
  const { form, pending, message, errors, send, refuse } = useSending();
  const submit = () => {
    if (act.asksPassword && ownPassword === "")
      return refuse({ message: "", fields: { ownPassword: OWN_PASSWORD_NEEDED } });
    send(async (): Promise<Refusal | void> => {
      const answer = await act.run(act.asksPassword ? ownPassword : undefined);
      if (answer && "message" in answer) return answer;
      onDone(answer ?? null);
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={act.title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant={act.danger ? "danger" : "primary"} pending={pending}>
            {act.button}
          </Button>
        </>
      }
    >
      <Form id={id} ref={form} onSubmit={submit} className="grid gap-4">
        <p>{act.says}</p>
        {message !== "" && !errors.ownPassword && <Callout tone="fail" role="alert" title={message} />}
        {act.asksPassword && (
          <OwnPasswordField
            hint="Yours, not theirs: an open session does not suffice."
            data-first
            value={ownPassword}
            error={errors.ownPassword}
            onChange={setOwnPassword}
          />
        )}
      </Form>
    </Dialog>
  );
}
