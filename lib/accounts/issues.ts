import type { z } from "zod";
import type { FieldErrors } from "@/lib/databases/form";

/** Returns the first text for each field that a schema refused, by the field's path. */
export function issuesOf(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of error.issues) errors[path.join(".")] ??= message;
  return errors;
}
