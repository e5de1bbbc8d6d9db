"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import { retentionSchema, STORE_PARTS, type Retention, type StoreSizes } from "@/lib/settings/retention";
import { bytes } from "@/lib/text/words";
import { useSaving } from "./use-saving";

type RetentionFormProps = {
  stored: Retention;
  sizes: StoreSizes;
  save: (input: Retention) => Promise<Refusal | void>;
};

/** Sets how long history and alerts are kept. */
export function RetentionForm({ stored, sizes, save }: RetentionFormProps) {
  const [values, setValues] = useState({
    historyDays: String(stored.historyDays),
    alertDays: String(stored.alertDays),
  });
  const { form, pending, message, errors, send, refuse } = useSaving();
  const numberOf = (text: string) => (text.trim() === "" ? NaN : text);
  const submit = () => {
    const parsed = retentionSchema.safeParse({
      historyDays: numberOf(values.historyDays),
      alertDays: numberOf(values.alertDays),
    });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => save(parsed.data));
  };
  const bind = (name: keyof typeof values) => ({
    mono: true,
    name,
    inputMode: "numeric" as const,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Form ref={form} onSubmit={submit} className="grid max-w-xl gap-4">
      <h2 className="text-lg font-medium">Retention</h2>
      <p className="text-muted">
        What is older is deleted within an hour, and does not come back. Runs and the audit log are never
        deleted; of check runs, older ones are thinned out.
      </p>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <Field
        label="Days of hourly history"
        error={errors.historyDays}
        hint="365 by default, 30 to 1095. Charts go a year back. Samples are kept for an hour, minutes for a week."
      >
        <Input {...bind("historyDays")} />
      </Field>
      <Field
        label="Days of alerts"
        error={errors.alertDays}
        hint="90 by default, 7 to 1095, counted from the end of an alert, with its messages."
      >
        <Input {...bind("alertDays")} />
      </Field>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
      <h3 className="mt-2 font-medium">Space in the store</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {STORE_PARTS.map((part) => (
          <div key={part} className="contents">
            <dt className="text-muted first-letter:uppercase">{part}</dt>
            <dd>{bytes(sizes[part])}</dd>
          </div>
        ))}
      </dl>
    </Form>
  );
}
