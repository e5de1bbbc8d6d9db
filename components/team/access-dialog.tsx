"use client";

import { useId, useState } from "react";
import type { TeamActions } from "./types";
import { GroupsChoice } from "./groups-choice";
import { RoleSelect } from "./role-select";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useSending } from "@/components/ui/use-sending";
import { roleChangeSchema, type Person } from "@/lib/accounts/account";
import { issuesOf } from "@/lib/accounts/issues";
import { ROLES, ROLE_SAYS } from "@/lib/accounts/roles";

type AccessDialogProps = {
  person: Person;
  /** Groups that databases have. */
  known: readonly string[];
  setRole: TeamActions["setRole"];
  onClose: () => void;
};

/** Changes a person's role and groups, with the own password of the admin who acts. Enter confirms. */
export function AccessDialog({ person, known, setRole, onClose }: AccessDialogProps) {
  const id = useId();
  const [role, choose] = useState(person.role);
  const [groups, setGroups] = useState(person.groups);
  const [ownPassword, setOwnPassword] = useState("");
  const { form, pending, message, errors, send, refuse } = useSending(onClose);
  const submit = () => {
    const asked = { id: person.id, role, groups: role === "admin" ? [] : groups, ownPassword };
    const parsed = roleChangeSchema.safeParse(asked);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => setRole(parsed.data));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Role of ${person.name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={pending}>
            Save
          </Button>
        </>
      }
    >
      <Form id={id} ref={form} onSubmit={submit} className="grid gap-4">
        {message !== "" && !errors.ownPassword && <Callout tone="fail" role="alert" title={message} />}
        <Field label="Role" error={errors.role} hint={ROLE_SAYS[role]}>
          <RoleSelect
            value={role}
            data-first
            onChange={({ target }) => choose(ROLES.find((each) => each === target.value) ?? role)}
          />
        </Field>
        {role !== "admin" && (
          <GroupsChoice known={known} chosen={groups} onChange={setGroups} error={errors.groups} />
        )}
        <OwnPasswordField
          hint={`Yours, not theirs. The sessions of ${person.name} end.`}
          value={ownPassword}
          error={errors.ownPassword}
          onChange={setOwnPassword}
        />
      </Form>
    </Dialog>
  );
}
