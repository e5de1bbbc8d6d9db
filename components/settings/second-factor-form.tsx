"use client";

import { useState } from "react";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import type { Setting } from "@/lib/settings/settings";
import { useSaving } from "./use-saving";

/** Says whether each person needs a second factor. */
export function SecondFactorForm({
  stored,
  save,
}: {
  stored: Setting<"signIn">;
  save: (input: unknown) => Promise<Refusal | void>;
}) {
  const [isRequired, setRequired] = useState(stored.requireSecondFactor);
  const [ownPassword, setOwnPassword] = useState("");
  const { form, pending, message, errors, send } = useSaving(() => setOwnPassword(""));
  const submit = () =>
    send(() => save({ requireSecondFactor: isRequired, ...(ownPassword !== "" && { ownPassword }) }));
  return (
    <Form ref={form} onSubmit={submit} className="grid max-w-xl gap-4">
      <h2 className="text-lg font-medium">Second factor</h2>
      {message !== "" && !errors.ownPassword && <Callout tone="fail" role="alert" title={message} />}
      <Checkbox
        label="Each person needs a second factor"
        hint="A person without one sets it up at the next page, before anything else. You are a person too."
        checked={isRequired}
        onChange={(event) => setRequired(event.target.checked)}
      />
      <OwnPasswordField value={ownPassword} error={errors.ownPassword} onChange={setOwnPassword} />
      <div>
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
