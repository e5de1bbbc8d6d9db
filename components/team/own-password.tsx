"use client";

import { useState } from "react";
import { NewPasswordField } from "@/components/account/new-password-field";
import { PasswordField } from "@/components/account/password-field";
import { goToSignIn } from "@/components/shell/go-to-sign-in";
import { Callout } from "@/components/ui/callout";
import { Form, Submit } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";
import { ownPasswordSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

/** Changes one's own password; every session ends, this one too. */
export function OwnPassword({ change }: { change: (input: unknown) => Promise<Refusal | void> }) {
  const [values, setValues] = useState({ current: "", next: "" });
  const { form, pending, message, errors, send, refuse } = useSending(goToSignIn);
  const submit = () => {
    const parsed = ownPasswordSchema.safeParse(values);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => change(parsed.data));
  };
  return (
    <Section title="Your password">
      <Form ref={form} onSubmit={submit} className="grid max-w-xl gap-4">
        {message !== "" && <Callout tone="fail" role="alert" title={message} />}
        <PasswordField
          label="Current password"
          name="current"
          autoComplete="current-password"
          value={values.current}
          error={errors.current}
          onChange={(current) => setValues({ ...values, current })}
        />
        <NewPasswordField
          value={values.next}
          error={errors.next}
          onChange={(next) => setValues({ ...values, next })}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Submit pending={pending} pendingText="Changing the password">
            Change password
          </Submit>
          <p className="text-sm text-muted">You sign in again with the new one, here and everywhere else.</p>
        </div>
      </Form>
    </Section>
  );
}
