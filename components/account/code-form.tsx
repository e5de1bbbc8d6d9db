"use client";

import { useState, useTransition } from "react";
import { CodeInput } from "./code-input";
import { Callout } from "@/components/ui/callout";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";

/** The form of the second step of a sign-in. */
export function CodeForm({ submit }: { submit: (input: unknown) => Promise<Refusal | void> }) {
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const refused = await submit({ code });
      if (refused) setRefusal(refused);
    });
  return (
    <Form className="grid gap-4" onSubmit={() => !pending && send()}>
      {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
      <CodeInput value={code} error={refusal?.fields.code} autoFocus onChange={setCode} />
      <Submit variant="primary" pending={pending} pendingText="Checking the code">
        Sign in
      </Submit>
    </Form>
  );
}
