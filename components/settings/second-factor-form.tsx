"use client";

import { useState, useTransition } from "react";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { useAnnounce } from "@/components/ui/announcer";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import type { Setting } from "@/lib/settings/settings";

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
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const announce = useAnnounce();
  const submit = () =>
    start(async () => {
      const refused = await save({
        requireSecondFactor: isRequired,
        ...(ownPassword !== "" && { ownPassword }),
      });
      setRefusal(refused ?? null);
      if (refused) return;
      setOwnPassword("");
      announce("Saved.");
    });
  return (
    <Form onSubmit={submit} className="grid max-w-xl gap-4">
      <h2 className="text-lg font-medium">Second factor</h2>
      {refusal?.message && !refusal.fields.ownPassword && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      <Checkbox
        label="Each person needs a second factor"
        hint="A person without one sets it up at the next page, before anything else. You are a person too."
        checked={isRequired}
        onChange={(event) => setRequired(event.target.checked)}
      />
      <OwnPasswordField value={ownPassword} error={refusal?.fields.ownPassword} onChange={setOwnPassword} />
      <div>
        <Submit pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
