import type { ComponentProps } from "react";
import { Select } from "@/components/ui/input";
import { ROLES } from "@/lib/accounts/roles";

const WORDS = { viewer: "Viewer", member: "Member", admin: "Admin" } as const;

/** The choice among the roles, the least first. */
export function RoleSelect(props: ComponentProps<typeof Select>) {
  return (
    <Select {...props}>
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {WORDS[role]}
        </option>
      ))}
    </Select>
  );
}
