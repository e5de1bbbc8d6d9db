"use client";

import { useState, useTransition } from "react";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, Submit } from "@/components/ui/form";
import { useAnnounce } from "@/components/ui/announcer";
import type { Setting } from "@/lib/settings/settings";

type ViewersFormProps = {
  stored: Setting<"viewers">;
  save: (input: Setting<"viewers">) => Promise<{ message: string } | void>;
};

/** Sets what people with the role viewer see. */
export function ViewersForm({ stored, save }: ViewersFormProps) {
  const [values, setValues] = useState(stored);
  const [message, setMessage] = useState("");
  const [pending, start] = useTransition();
  const announce = useAnnounce();
  const submit = () =>
    start(async () => {
      const refusal = await save(values);
      setMessage(refusal?.message ?? "");
      if (!refusal) announce("Saved.");
    });
  return (
    <Form onSubmit={submit} className="grid max-w-xl gap-4">
      <h2 className="text-lg font-medium">Viewers</h2>
      <p className="text-muted">
        A viewer sees the health of databases: verdict, connections, history. No SQL, no checks, no repairs.
      </p>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <Checkbox
        label="Viewers see host names"
        hint="Host names, addresses and role names of databases. Off, they stand nowhere that a viewer can reach."
        checked={values.seeHosts}
        onChange={(event) => setValues({ ...values, seeHosts: event.target.checked })}
      />
      <div>
        <Submit pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
