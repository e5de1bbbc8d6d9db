"use client";

import { useState } from "react";
import { CodeInput } from "./code-input";
import { Callout } from "@/components/ui/callout";
import { Form, Submit } from "@/components/ui/form";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";

/** The form of the second step of a sign-in. */
export function CodeForm({ submit }: { submit: (input: unknown) => Promise<Refusal | void> }) {
  const [code, setCode] = useState("");
  const { form, pending, message, errors, send } = useSending();
  return (
    <Form ref={form} className="grid gap-4" onSubmit={() => send(() => submit({ code }))}>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <CodeInput value={code} error={errors.code} autoFocus onChange={setCode} />
      <Submit variant="primary" pending={pending} pendingText="Checking the code">
        Sign in
      </Submit>
    </Form>
  );
}
