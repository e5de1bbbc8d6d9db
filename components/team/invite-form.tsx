"use client";

import { useState, useTransition } from "react";
import { GroupsChoice } from "./groups-choice";
import { RoleSelect } from "./role-select";
import type { MadeLink, TeamActions } from "./types";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { DEFAULT_DAYS, INVITATION_DAYS, invitationSchema } from "@/lib/accounts/invitation";
import { issuesOf } from "@/lib/accounts/issues";
import { ROLES, ROLE_SAYS, type Role } from "@/lib/accounts/roles";

const empty = { role: "member" as Role, email: "", days: String(DEFAULT_DAYS), ownPassword: "" };

/** Makes an invitation by link. What was typed stays when something is wrong. */
export function InviteForm({
  groups,
  invite,
  onMade,
}: Pick<TeamActions, "invite"> & { groups: readonly string[]; onMade: (made: MadeLink) => void }) {
  const [values, setValues] = useState(empty);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () => {
    const { ownPassword, days, ...rest } = values;
    const isAdmin = rest.role === "admin";
    const parsed = invitationSchema.safeParse({
      ...rest,
      days: Number(days),
      groups: isAdmin ? [] : chosen,
      ...(isAdmin && ownPassword !== "" && { ownPassword }),
    });
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const answer = await invite(parsed.data);
      if ("message" in answer) return setRefusal(answer);
      setRefusal(null);
      setValues(empty);
      setChosen([]);
      onMade(answer);
    });
  };
  const bind = (field: Exclude<keyof typeof empty, "role">) => ({
    name: field,
    value: values[field],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [field]: event.target.value }),
  });
  const chooseRole = (value: string) => {
    const role = ROLES.find((known) => known === value);
    if (role !== undefined) setValues({ ...values, role });
  };
  return (
    <Form onSubmit={submit} className="grid gap-4 rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Invite by link</h3>
      {refusal?.message && !refusal.fields.ownPassword && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Role" hint={ROLE_SAYS[values.role]}>
          <RoleSelect name="role" value={values.role} onChange={(event) => chooseRole(event.target.value)} />
        </Field>
        <Field
          label="Address"
          aside="optional"
          error={refusal?.fields.email}
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
        {values.role === "admin" && (
          <OwnPasswordField
            hint="Yours, not theirs: an open session does not suffice to make an admin."
            value={values.ownPassword}
            error={refusal?.fields.ownPassword}
            onChange={(ownPassword) => setValues({ ...values, ownPassword })}
          />
        )}
      </div>
      {values.role !== "admin" && <GroupsChoice known={groups} chosen={chosen} onChange={setChosen} />}
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
