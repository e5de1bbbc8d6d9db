"use client";

import { useRef, useState, useTransition } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { focusFirstWrong } from "@/components/ui/focus-first-wrong";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { accountSchema, signInSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import type { FieldErrors } from "@/lib/databases/form";

/** Text of the server for what it refuses; what it takes leads on by itself. */

const KINDS = {
  "new-admin": {
    schema: accountSchema,
    button: "Make the first admin",
    pending: "Making the admin",
    password: "new-password",
  },
  invited: {
    schema: accountSchema,
    button: "Make the account",
    pending: "Making the account",
    password: "new-password",
  },
  "sign-in": { schema: signInSchema, button: "Sign in", pending: "Signing in", password: "current-password" },
} as const;

/** The form of the first admin, of an invitation and of the sign-in. What was typed stays when something is wrong. */
export function AccountForm({
  kind,
  email = "",
  submit,
}: {
  kind: keyof typeof KINDS;
  /** An address that is settled: it is shown and cannot be changed. */
  email?: string;
  submit: (input: unknown) => Promise<Refusal | void>;
}) {
  const { schema, button, pending: pendingText, password } = KINDS[kind];
  const element = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState({ name: "", email, password: "" });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const show = (fields: FieldErrors, said: string | null) => {
    setErrors(fields);
    setMessage(said);
    focusFirstWrong(element);
  };
  const send = () => {
    const parsed = schema.safeParse(values);
    if (!parsed.success) return show(issuesOf(parsed.error), null);
    show({}, null);
    start(async () => {
      const answer = await submit(parsed.data);
      if (answer) show(answer.fields, answer.message);
    });
  };
  const bind = (field: keyof typeof values) => ({
    name: field,
    value: values[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setValues((now) => ({ ...now, [field]: event.target.value })),
  });
  return (
    <Form ref={element} className="grid gap-4" onSubmit={() => !pending && send()}>
      {message && <Callout tone="fail" role="alert" title={message} />}
      {kind !== "sign-in" && (
        <Field label="Name" error={errors.name}>
          <Input autoFocus autoComplete="name" {...bind("name")} />
        </Field>
      )}
      <Field label="E-mail" error={errors.email}>
        <Input
          type="email"
          autoComplete="username"
          autoFocus={kind === "sign-in"}
          readOnly={email !== ""}
          {...bind("email")}
        />
      </Field>
      <Field
        label="Password"
        error={errors.password}
        hint={kind !== "sign-in" ? "At least 12 characters; a sentence is good." : undefined}
      >
        <Input type="password" autoComplete={password} {...bind("password")} />
      </Field>
      <Submit variant="primary" pending={pending} pendingText={pendingText}>
        {button}
      </Submit>
    </Form>
  );
}
