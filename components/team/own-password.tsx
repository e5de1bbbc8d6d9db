"use client";

import { useState, useTransition } from "react";
import { goToSignIn } from "@/components/shell/go-to-sign-in";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { ownPasswordSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

/** Changes one's own password; every session ends, this one too. */
export function OwnPassword({ change }: { change: (input: unknown) => Promise<Refusal | void> }) {
  const [values, setValues] = useState({ current: "", next: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () => {
    const parsed = ownPasswordSchema.safeParse(values);
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const refusal = await change(parsed.data);
      if (refusal) return setRefusal(refusal);
      goToSignIn();
    });
  };
  return (
    <Form onSubmit={submit} className="grid max-w-xl gap-4 rounded-md border border-line bg-surface p-4">
      <h2 className="text-lg font-medium">Your password</h2>
      {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
      <Field label="Current password" error={refusal?.fields.current}>
        <Input
          type="password"
          name="current"
          autoComplete="current-password"
          value={values.current}
          onChange={(event) => setValues({ ...values, current: event.target.value })}
        />
      </Field>
      <Field
        label="New password"
        error={refusal?.fields.next}
        hint="At least 12 characters; a sentence is good."
      >
        <Input
          type="password"
          name="next"
          autoComplete="new-password"
          value={values.next}
          onChange={(event) => setValues({ ...values, next: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Submit pending={pending} pendingText="Changing the password">
          Change password
        </Submit>
        <p className="text-sm text-muted">You sign in again with the new one, here and everywhere else.</p>
      </div>
    </Form>
  );
}
