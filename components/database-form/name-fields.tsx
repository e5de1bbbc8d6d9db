import type { FieldsProps } from "./fields";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The name of a database and the group that it belongs to. */
export function NameFields({ values, errors, change }: FieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={errors.name}>
        <Input name="name" value={values.name} onChange={(event) => change({ name: event.target.value })} />
      </Field>
      <Field
        label="Group"
        aside="optional"
        error={errors.group}
        hint="Databases of one group are shared with people, on walls and in alerts together."
      >
        <Input
          name="group"
          value={values.group}
          onChange={(event) => change({ group: event.target.value })}
        />
      </Field>
    </div>
  );
}
