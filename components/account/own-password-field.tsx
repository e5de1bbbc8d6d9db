import type { ComponentProps } from "react";
import { PasswordField } from "./password-field";

type Props = Omit<ComponentProps<typeof PasswordField>, "label" | "name" | "autoComplete"> & {
  label?: string;
};

/** The field of the own password, before an act that an open session does not suffice for. */
export const OwnPasswordField = ({
  label = "Your password",
  hint = "An open session does not suffice.",
  ...rest
}: Props) => (
  <PasswordField label={label} hint={hint} name="ownPassword" autoComplete="current-password" {...rest} />
);
