"use client";

import { useState, useTransition } from "react";
import { AccessGroups, accessInput, NEW_ACCESS, OwnPassword, RoleField } from "./access-fields";
import type { MadeLink, TeamActions } from "./types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";
import { DEFAULT_DAYS, INVITATION_DAYS, invitationSchema } from "@/lib/accounts/invitation";
import { issuesOf } from "@/lib/accounts/issues";

const empty = { email: "", days: String(DEFAULT_DAYS) };

/** Makes an invitation by link. What was typed stays when something is wrong. */
export function InviteForm({
  groups,
  invite,
  onMade,
}: Pick<TeamActions, "invite"> & { groups: readonly string[]; onMade: (made: MadeLink) => void }) {
  const [values, setValues] = useState(empty);
  const [access, setAccess] = useState(NEW_ACCESS);
  const { form, pending, message, errors, send, refuse } = useSending();
  const submit = () => {
    const { email, days } = values;
    const parsed = invitationSchema.safeParse({ email, days: Number(days), ...accessInput(access) });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(async (): Promise<Refusal | void> => {
      const answer = await invite(parsed.data);
      if ("message" in answer) return answer;
      setValues(empty);
      setAccess(NEW_ACCESS);
      onMade(answer);
    });
  };
  const bind = (field: keyof typeof empty) => ({
    name: field,
    value: values[field],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [field]: event.target.value }),
  });
  return (
    <Form ref={form} onSubmit={submit} className="grid gap-4 rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Invite by link</h3>
      {message !== "" && !errors.ownPassword && <Callout tone="fail" role="alert" title={message} />}
      <div className="grid gap-4 sm:grid-cols-3">
        <RoleField access={access} onChange={setAccess} />
        <Field
          label="Address"
          aside="optional"
          error={errors.email}
          hint="E-mail of the account. Without one, the person types it."
        >
          <Input type="email" {...bind("email")} />
        </Field>
        <Field label="Expires after">
          <Select {...bind("days")}>
            {INVITATION_DAYS.map((days) => (
              <option key={days} value={days}>
                {days === 1 ? "1 day" : `${days} days`}
              </option>
            ))}
          </Select>
        </Field>
        <OwnPassword access={access} onChange={setAccess} errors={errors} />
      </div>
      <AccessGroups known={groups} access={access} onChange={setAccess} errors={errors} />
      <div>
        <Submit pending={pending} pendingText="Making the link">
          Make the link
        </Submit>
      </div>
    </Form>
  );
}

/** The list's button of one invitation. */
export function RevokeButton({
  id,
  whose,
  revoke,
  onRefused,
}: Pick<TeamActions, "revoke"> & {
  id: string;
  whose: string;
  onRefused: (refusal: Refusal | null) => void;
}) {
  const [pending, start] = useTransition();
  return (
    <Button
      size="sm"
      pending={pending}
      aria-label={`Revoke the invitation ${whose}`}
      onClick={() => start(async () => onRefused((await revoke(id)) ?? null))}
    >
      Revoke
    </Button>
  );
}
