"use client";

import { useState, useTransition } from "react";
import { CodeInput } from "./code-input";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { firstPasswordSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

/** The form that sets a new password before the sign-in is through; with a code where the person has a second factor. */
export function NewPasswordForm({
  email,
  asksCode = false,
  submit,
}: {
  email: string;
  asksCode?: boolean;
  submit: (input: unknown) => Promise<Refusal | void>;
}) {
  const [values, setValues] = useState({ next: "", code: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const send = () => {
    const parsed = firstPasswordSchema.safeParse(values);
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const refused = await submit(asksCode ? { ...parsed.data, code: values.code } : parsed.data);
      if (refused) setRefusal(refused);
    });
  };
  return (
    <Form className="grid gap-4" onSubmit={() => !pending && send()}>
      {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
      {/* A password manager files the new password under this name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="New password"
        error={refusal?.fields.next}
        hint="At least 12 characters; a sentence is good."
      >
        <Input
          type="password"
          name="next"
          autoComplete="new-password"
          autoFocus
          value={values.next}
          onChange={(event) => setValues({ ...values, next: event.target.value })}
        />
      </Field>
      {asksCode && (
        <CodeInput
          value={values.code}
          error={refusal?.fields.code}
          onChange={(code) => setValues({ ...values, code })}
        />
      )}
      <Submit variant="primary" pending={pending} pendingText="Setting the password">
        Set password
      </Submit>
    </Form>
  );
}
