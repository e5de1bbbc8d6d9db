"use client";

import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { ALERT_KINDS, KIND_IDS, kindOf } from "@/lib/alerts/kinds";
import type { KindId } from "@/lib/alerts/kinds/define";

/** Typed values of a condition: texts until the schema has judged them. */
export type TypedCondition = { kind: KindId } & Record<string, unknown>;

/** The label and hint of a kind's parameter. */
const PARAMETERS = {
  below: {
    label: "Below",
    hint: "Connections such as 12, or a share of the usable ones such as 10%.",
    mono: true,
  },
  withinHours: { label: "Within (h)", hint: "Hours from now, by the trend of the last 24 h.", mono: true },
  overMb: { label: "More than (MB)", hint: "WAL that Electric has not confirmed.", mono: true },
  check: { label: "Check", hint: "The id of a check such as slot.lag, or any.", mono: true },
} as const;

const isParameter = (name: string): name is keyof typeof PARAMETERS => name in PARAMETERS;

type ConditionFieldsProps = {
  condition: TypedCondition;
  errors: Readonly<Record<string, string>>;
  onChange: (condition: TypedCondition) => void;
};

/** Chooses the kind of a rule and its parameters. */
export function ConditionFields({ condition, errors, onChange }: ConditionFieldsProps) {
  const choose = (value: string) => {
    const id = KIND_IDS.find((kind) => kind === value);
    if (id !== undefined) onChange({ ...ALERT_KINDS[id].defaults });
  };
  return (
    <>
      <Field label="Fires when" hint={kindOf(condition).explains}>
        <Select
          name="kind"
          data-first
          value={condition.kind}
          onChange={(event) => choose(event.target.value)}
        >
          {KIND_IDS.map((id) => (
            <option key={id} value={id}>
              {ALERT_KINDS[id].title}
            </option>
          ))}
        </Select>
      </Field>
      {Object.keys(condition)
        .filter(isParameter)
        .map((name) => (
          <Field
            key={name}
            label={PARAMETERS[name].label}
            hint={PARAMETERS[name].hint}
            error={errors[`condition.${name}`]}
          >
            <Input
              name={name}
              mono={PARAMETERS[name].mono}
              value={String(condition[name])}
              onChange={(event) => onChange({ ...condition, [name]: event.target.value })}
            />
          </Field>
        ))}
    </>
  );
}
