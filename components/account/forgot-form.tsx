"use client";

import { useState, useTransition } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { forgotSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

/** Asks for a link by mail. The answer is the same whether the address has an account. */
export function ForgotForm({ submit }: { submit: (input: unknown) => Promise<Refusal | void> }) {
  const [email, setEmail] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSent, setSent] = useState(false);
  const [pending, start] = useTransition();
  const send = () => {
    const parsed = forgotSchema.safeParse({ email });
    setSent(false);
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const refused = await submit(parsed.data);
      setRefusal(refused ?? null);
      setSent(!refused);
    });
  };
  return (
    <Form className="grid gap-4" onSubmit={() => !pending && send()}>
      {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
      {isSent && (
        <Callout tone="info" role="status" title="If the address has an account, a mail is on its way">
          <p>It can take a few minutes. At most three are sent within an hour.</p>
        </Callout>
      )}
      <Field label="E-mail" error={refusal?.fields.email}>
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
