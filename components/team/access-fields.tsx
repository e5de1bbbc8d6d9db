"use client";

import type { ReactNode } from "react";
import { GroupsChoice } from "./groups-choice";
import { RoleSelect } from "./role-select";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Field } from "@/components/ui/field";
import { ROLES, ROLE_SAYS, type Role } from "@/lib/accounts/roles";

/** The access that a new account gets, as it is typed, with the own password of the admin who gives it. */
export type Access = { role: Role; groups: readonly string[]; ownPassword: string };

/** The access that a form begins with. */
export const NEW_ACCESS: Access = { role: "member", groups: [], ownPassword: "" };

/** Returns what an access is sent as: groups narrow every role but an admin's, and only a new admin takes the own password. */
export const accessInput = ({ role, groups, ownPassword }: Access) =>
  role === "admin" ? { role, groups: [], ...(ownPassword !== "" && { ownPassword }) } : { role, groups };

type AccessProps = {
  access: Access;
  onChange: (access: Access) => void;
  errors: Readonly<Record<string, string>>;
};

/** The choice of the role, with what it may do. */
export const RoleField = ({ access, onChange }: Omit<AccessProps, "errors">) => (
  <Field label="Role" hint={ROLE_SAYS[access.role]}>
    <RoleSelect
      name="role"
      value={access.role}
      onChange={({ target }) =>
        onChange({ ...access, role: ROLES.find((role) => role === target.value) ?? access.role })
      }
    />
  </Field>
);

/** The admin's own password before another admin is made; nothing for the other roles. */
export const OwnPassword = ({ access, onChange, errors }: AccessProps): ReactNode =>
  access.role === "admin" && (
    <OwnPasswordField
      hint="Yours, not theirs: an open session does not suffice to make an admin."
      value={access.ownPassword}
      error={errors.ownPassword}
      onChange={(ownPassword) => onChange({ ...access, ownPassword })}
    />
  );

/** The choice of groups, for roles that they narrow. */
export const AccessGroups = ({
  access,
  onChange,
  errors,
  known,
}: AccessProps & { known: readonly string[] }): ReactNode =>
  access.role !== "admin" && (
    <GroupsChoice
      known={known}
      chosen={access.groups}
      onChange={(groups) => onChange({ ...access, groups })}
      error={errors.groups}
    />
  );
