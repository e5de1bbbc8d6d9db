import type { FieldErrors, FormValues } from "@/lib/databases/form";

/** What a group of fields gets: the values, what is wrong, and how to change one. */
export type FieldsProps = {
  values: FormValues;
  errors: FieldErrors;
  change: (change: Partial<FormValues>) => void;
};
