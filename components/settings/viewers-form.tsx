"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import type { Setting } from "@/lib/settings/settings";
import { useSaving } from "./use-saving";

type ViewersFormProps = {
  stored: Setting<"viewers">;
  save: (input: Setting<"viewers">) => Promise<Refusal | void>;
};

/** Sets what people with the role viewer see. */
export function ViewersForm({ stored, save }: ViewersFormProps) {
  const [values, setValues] = useState(stored);
  const { form, pending, message, send } = useSaving();
  return (
    <Form ref={form} onSubmit={() => send(() => save(values))} className="grid max-w-xl gap-4">
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
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
