"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import { checksSettingSchema, type ChecksSetting } from "@/lib/settings/checks";
import { useSaving } from "./use-saving";

type ChecksFormProps = {
  stored: ChecksSetting;
  save: (input: ChecksSetting) => Promise<Refusal | void>;
};

/** Sets how often databases are checked without a request. */
export function ChecksForm({ stored, save }: ChecksFormProps) {
  const [everyHours, setEveryHours] = useState(String(stored.everyHours));
  const { form, pending, message, errors, send, refuse } = useSaving();
  const submit = () => {
    const parsed = checksSettingSchema.safeParse({ everyHours: everyHours.trim() === "" ? NaN : everyHours });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => save(parsed.data));
  };
  return (
    <Form ref={form} onSubmit={submit} className="grid max-w-xl gap-4">
      <h2 className="text-lg font-medium">Check runs</h2>
      <p className="text-muted">
        Alerts on verdicts, roles and publications hear of a check run. Headroom makes one by itself for each
        watched database: one read-only connection, closed at its end.
      </p>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <Field
        label="Hours between check runs"
        error={errors.everyHours}
        hint="6 by default, at most 168; 0 for none. A database that was never checked waits for its first request."
      >
        <Input
          mono
          name="everyHours"
          inputMode="numeric"
          value={everyHours}
          onChange={(event) => setEveryHours(event.target.value)}
        />
      </Field>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
