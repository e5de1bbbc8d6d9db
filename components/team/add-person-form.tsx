"use client";

import { useState, useTransition } from "react";
import { GroupsChoice } from "./groups-choice";
import { RoleSelect } from "./role-select";
import type { Made, TeamActions } from "./types";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { ROLES, ROLE_SAYS } from "@/lib/accounts/roles";
import { newPersonSchema } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";

const empty = { name: "", email: "", role: "member", ownPassword: "" };

/** Lets a person in; what was typed stays when something is wrong. */
export function AddPersonForm({
  letIn,
  groups: known,
  onMade,
}: Pick<TeamActions, "letIn"> & {
  /** Groups that databases have. */
  groups: readonly string[];
  onMade: (name: string, made: Made) => void;
}) {
  const [groups, setGroups] = useState<string[]>([]);
  const [values, setValues] = useState(empty);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () => {
    const { ownPassword, ...typed } = values;
    const person = { ...typed, groups: values.role === "admin" ? [] : groups };
    const asked = values.role === "admin" && ownPassword !== "" ? { ...person, ownPassword } : person;
    const parsed = newPersonSchema.safeParse(asked);
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const answer = await letIn(parsed.data);
      if ("message" in answer) return setRefusal(answer);
      setRefusal(null);
      setValues(empty);
      setGroups([]);
      onMade(parsed.data.name, answer);
    });
  };
  const bind = (field: keyof typeof empty) => ({
    name: field,
    value: values[field],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [field]: event.target.value }),
  });
  return (
    <Form onSubmit={submit} className="grid gap-4 rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Add a person</h3>
      {refusal?.message && !refusal.fields.ownPassword && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Name" error={refusal?.fields.name}>
          <Input {...bind("name")} />
        </Field>
        <Field label="E-mail" error={refusal?.fields.email}>
          <Input type="email" {...bind("email")} />
        </Field>
        <Field label="Role" hint={ROLE_SAYS[ROLES.find((role) => role === values.role) ?? "member"]}>
          <RoleSelect {...bind("role")} />
        </Field>
        {values.role === "admin" && (
          <OwnPasswordField
            hint="Yours, not theirs: an open session does not suffice to make an admin."
            value={values.ownPassword}
            error={refusal?.fields.ownPassword}
            onChange={(ownPassword) => setValues({ ...values, ownPassword })}
          />
        )}
      </div>
      {values.role !== "admin" && (
        <GroupsChoice known={known} chosen={groups} onChange={setGroups} error={refusal?.fields.groups} />
      )}
      <div>
        <Submit pending={pending} pendingText="Making the account">
          Make the account
        </Submit>
      </div>
    </Form>
  );
}
