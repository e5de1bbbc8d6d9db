import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The field of a code of the second factor. A telephone offers its digits for it; a recovery code can be typed as well. */
export function CodeInput({
  value,
  error,
  autoFocus,
  recovery = true,
  onChange,
}: {
  value: string;
  error?: string | undefined;
  autoFocus?: boolean;
  /** Whether a recovery code is taken too. */
  recovery?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field
      label="Code"
      error={error}
      hint={recovery ? "Six digits of your app, or one of your recovery codes." : "Six digits of your app."}
    >
      <Input
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
