import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The field of the own password, before an act that an open session does not suffice for. */
export function OwnPasswordField({
  value,
  error,
  onChange,
}: {
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <Field label="Your password" error={error} hint="An open session does not suffice.">
      <Input
        type="password"
        name="ownPassword"
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
