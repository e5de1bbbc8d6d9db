"use client";

import { useState } from "react";
import { CodeInput } from "./code-input";
import { NewPasswordField } from "./new-password-field";
import { Callout } from "@/components/ui/callout";
import { Form, Submit } from "@/components/ui/form";
import { useSending } from "@/components/ui/use-sending";
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
  const { form, pending, message, errors, send, refuse } = useSending();
  const setPassword = () => {
    const parsed = firstPasswordSchema.safeParse(values);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => submit(asksCode ? { ...parsed.data, code: values.code } : parsed.data));
  };
  return (
    <Form ref={form} className="grid gap-4" onSubmit={setPassword}>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      {/* A password manager files the new password under this name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField
        autoFocus
        value={values.next}
        error={errors.next}
        onChange={(next) => setValues({ ...values, next })}
      />
      {asksCode && (
        <CodeInput
          value={values.code}
          error={errors.code}
          onChange={(code) => setValues({ ...values, code })}
        />
      )}
      <Submit variant="primary" pending={pending} pendingText="Setting the password">
        Set password
      </Submit>
    </Form>
  );
}
