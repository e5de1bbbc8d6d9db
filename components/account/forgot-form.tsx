"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";
import { forgotSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

/** Asks for a link by mail. The answer is the same whether the address has an account. */
export function ForgotForm({ submit }: { submit: (input: unknown) => Promise<Refusal | void> }) {
  const [email, setEmail] = useState("");
  const [isSent, setSent] = useState(false);
  const { form, pending, message, errors, send, refuse } = useSending(() => setSent(true));
  const ask = () => {
    const parsed = forgotSchema.safeParse({ email });
    setSent(false);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => submit(parsed.data));
  };
  return (
    <Form ref={form} className="grid gap-4" onSubmit={ask}>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      {isSent && (
        <Callout tone="info" role="status" title="If the address has an account, a mail is on its way">
          <p>It can take a few minutes. At most three are sent within an hour.</p>
        </Callout>
      )}
      <Field label="E-mail" error={errors.email}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Submit variant="primary" pending={pending} pendingText="Asking for a link">
        Send the link
      </Submit>
    </Form>
  );
}
