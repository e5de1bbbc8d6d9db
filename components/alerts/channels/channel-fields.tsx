"use client";

import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import type { ChannelField, ChannelValues } from "@/lib/alerts/channels/define";
import type { FieldErrors } from "@/lib/databases/form";

type FieldsProps = {
  fields: readonly ChannelField[];
  values: ChannelValues;
  /** The secrets that are stored: an empty field keeps them. */
  secretsSet: readonly string[];
  errors: FieldErrors;
  change: (name: string, value: string) => void;
};

const asideOf = ({ optional = false }: ChannelField, isSet: boolean) =>
  isSet ? "set; leave it empty to keep it" : optional ? "optional" : undefined;

/** The fields of a kind of channel. A secret that is stored is never here, only that it is set. */
export function ChannelFields({ fields, values, secretsSet, errors, change }: FieldsProps) {
  return fields.map((field) => {
    const { name, label, hint, secret, lines = false, placeholder } = field;
    const isSet = secret && secretsSet.includes(name);
    const wiring = {
      name,
      value: values[name] ?? "",
      placeholder: isSet ? "••••••••" : placeholder,
      onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        change(name, event.target.value),
    };
    return (
      <Field
        key={name}
        label={label}
        hint={hint}
        aside={asideOf(field, isSet)}
        error={errors[`values.${name}`]}
      >
        {lines ? (
          <Textarea rows={3} {...wiring} />
        ) : (
          <Input
            type={secret ? "password" : "text"}
            autoComplete={secret ? "new-password" : "off"}
            mono
            {...wiring}
          />
        )}
      </Field>
    );
  });
}
