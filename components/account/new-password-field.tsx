import type { ComponentProps } from "react";
import { PasswordField } from "./password-field";

type Props = Omit<ComponentProps<typeof PasswordField>, "label" | "hint" | "name" | "autoComplete">;

/** The field of a new password, with what the server asks of one (lib/accounts/account.ts). */
export const NewPasswordField = (props: Props) => (
  <PasswordField
    label="New password"
    hint="At least 12 characters; a sentence is good."
    name="next"
    autoComplete="new-password"
    {...props}
  />
);
