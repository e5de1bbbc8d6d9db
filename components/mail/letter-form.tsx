"use client";

import { useState } from "react";
import { useSaving } from "@/components/settings/use-saving";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { WEEKDAYS } from "@/lib/alerts/channels/letter-time";
import type { ChannelRow } from "@/lib/alerts/channels/view";
import type { Refusal } from "@/lib/api/refusal";
import type { Setting } from "@/lib/settings/settings";

type LetterFormProps = {
  stored: Setting<"letter">;
  /** The channels that take a letter. */
  channels: readonly ChannelRow[];
  save: (input: unknown) => Promise<Refusal | void>;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Sets whether the weekly letter is sent, when, and over which channels. */
export function LetterForm({ stored, channels, save }: LetterFormProps) {
  const [values, setValues] = useState(stored);
  const { form, pending, message, errors, send } = useSaving();
  const submit = () => {
    const { on, weekday, hour, zone, channels: chosen } = values;
    send(() => save({ on, weekday, hour, zone, channels: chosen }));
  };
  const toggle = (id: string, isOn: boolean) =>
    setValues((now) => ({
      ...now,
      channels: isOn ? [...now.channels, id] : now.channels.filter((one) => one !== id),
    }));
  return (
    <Form ref={form} onSubmit={submit} className="grid max-w-xl gap-4">
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <Checkbox
        label="Send the weekly letter"
        hint="What changed, what came nearer to its limit, which ignores run out. A calm week says so."
        checked={values.on}
        onChange={(event) => setValues({ ...values, on: event.target.checked })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Day" error={errors.weekday}>
          <Select
            value={values.weekday}
            onChange={(event) => setValues({ ...values, weekday: Number(event.target.value) })}
          >
            {WEEKDAYS.map((day, index) => (
              <option key={day} value={index}>
                {day}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Hour" error={errors.hour}>
          <Select
            value={values.hour}
            onChange={(event) => setValues({ ...values, hour: Number(event.target.value) })}
          >
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {String(hour).padStart(2, "0")}:00
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Time zone" hint="Such as Europe/Berlin." error={errors.zone}>
          <Input
            value={values.zone}
            onChange={(event) => setValues({ ...values, zone: event.target.value })}
          />
        </Field>
      </div>
      <fieldset className="grid gap-2">
        <legend className="text-sm font-medium">Sent over</legend>
        {channels.length === 0 && <p className="text-muted">Add a channel under Alerts first.</p>}
        {channels.map(({ id, name, where }) => (
          <Checkbox
            key={id}
            label={where === "" ? name : `${name} (${where})`}
            checked={values.channels.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
        ))}
        {errors.channels && <p className="text-sm text-fail">{errors.channels}</p>}
      </fieldset>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
