import { Callout } from "@/components/ui/callout";
import type { FieldErrors } from "@/lib/databases/form";

/** Why the form was not saved; nothing while it may be. */
export function FormProblem({ errors }: { errors: FieldErrors }) {
  if (!errors.form) return null;
  return (
    <Callout tone="fail" role="alert" title={errors.form}>
      {Object.keys(errors).length > 1 && (
        <p>Nothing that you typed is lost. Correct the fields that are marked above.</p>
      )}
    </Callout>
  );
}
