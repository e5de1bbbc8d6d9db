import type { FieldErrors, FormValues } from "@/lib/databases/form";

/** Properties of a group of fields: the values, what is wrong, and how to change one. */
export type FieldsProps = {
  values: FormValues;
  errors: FieldErrors;
  change: (change: Partial<FormValues>) => void;
};
