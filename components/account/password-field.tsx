import type { ComponentProps } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = Omit<ComponentProps<typeof Input>, "type" | "onChange" | "value"> & {
  label: string;
  hint?: string;
  /** Text of what is wrong, where something is. */
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** A field of a password, which is never displayed. */
export const PasswordField = ({ label, hint, error, onChange, ...rest }: Props) => (
  <Field label={label} hint={hint} error={error}>
    <Input type="password" {...rest} onChange={(event) => onChange(event.target.value)} />
  </Field>
);
