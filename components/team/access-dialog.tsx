"use client";

import { useId, useState, useTransition } from "react";
import type { TeamActions } from "./types";
import { GroupsChoice } from "./groups-choice";
import { RoleSelect } from "./role-select";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
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
  const form = useId();
  const [role, choose] = useState(person.role);
  const [groups, setGroups] = useState(person.groups);
  const [ownPassword, setOwnPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () => {
    const asked = { id: person.id, role, groups: role === "admin" ? [] : groups, ownPassword };
    const parsed = roleChangeSchema.safeParse(asked);
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const answer = await setRole(parsed.data);
      if (answer) return setRefusal(answer);
      onClose();
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Role of ${person.name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" pending={pending}>
            Save
          </Button>
        </>
      }
    >
      <Form id={form} onSubmit={() => !pending && submit()} className="grid gap-4">
        {refusal?.message && !refusal.fields.ownPassword && (
          <Callout tone="fail" role="alert" title={refusal.message} />
        )}
        <Field label="Role" error={refusal?.fields.role} hint={ROLE_SAYS[role]}>
          <RoleSelect
            value={role}
            data-first
            onChange={({ target }) => choose(ROLES.find((each) => each === target.value) ?? role)}
          />
        </Field>
        {role !== "admin" && (
          <GroupsChoice known={known} chosen={groups} onChange={setGroups} error={refusal?.fields.groups} />
        )}
        <Field
          label="Your password"
          error={refusal?.fields.ownPassword}
          hint={`Yours, not theirs. The sessions of ${person.name} end.`}
        >
          <Input
            type="password"
            name="ownPassword"
            autoComplete="current-password"
            value={ownPassword}
            onChange={({ target }) => setOwnPassword(target.value)}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
