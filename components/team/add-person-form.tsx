"use client";

import { useState } from "react";
import { AccessGroups, accessInput, NEW_ACCESS, OwnPassword, RoleField } from "./access-fields";
import type { Made, TeamActions } from "./types";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";
import { newPersonSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

const empty = { name: "", email: "" };

/** Lets a person in; what was typed stays when something is wrong. */
export function AddPersonForm({
  letIn,
  groups,
  onMade,
}: Pick<TeamActions, "letIn"> & {
  /** Groups that databases have. */
  groups: readonly string[];
  onMade: (name: string, made: Made) => void;
}) {
  const [values, setValues] = useState(empty);
  const [access, setAccess] = useState(NEW_ACCESS);
  const { form, pending, message, errors, send, refuse } = useSending();
  const submit = () => {
    const parsed = newPersonSchema.safeParse({ ...values, ...accessInput(access) });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(async (): Promise<Refusal | void> => {
      const answer = await letIn(parsed.data);
      if ("message" in answer) return answer;
      setValues(empty);
      setAccess(NEW_ACCESS);
      onMade(parsed.data.name, answer);
    });
  };
  const bind = (field: keyof typeof empty) => ({
    name: field,
    value: values[field],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [field]: event.target.value }),
  });
  return (
    <Form ref={form} onSubmit={submit} className="grid gap-4 rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Add a person</h3>
      {message !== "" && !errors.ownPassword && <Callout tone="fail" role="alert" title={message} />}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Name" error={errors.name}>
          <Input {...bind("name")} />
        </Field>
        <Field label="E-mail" error={errors.email}>
          <Input type="email" {...bind("email")} />
        </Field>
        <RoleField access={access} onChange={setAccess} />
        <OwnPassword access={access} onChange={setAccess} errors={errors} />
      </div>
      <AccessGroups known={groups} access={access} onChange={setAccess} errors={errors} />
      <div>
        <Submit pending={pending} pendingText="Making the account">
          Make the account
        </Submit>
      </div>
    </Form>
  );
}
