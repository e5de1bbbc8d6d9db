"use client";

import { useId, useState } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import { issuesOf } from "@/lib/accounts/issues";
import { DAYS, silenceSchema } from "@/lib/alerts/silence";
import type { Scope } from "@/lib/alerts/rule";
import { zonedInstant, isZone } from "@/lib/alerts/zone";
import { ScopeField } from "./scope-field";
import type { AdminActions, Choices } from "./types";

type Day = (typeof DAYS)[number];

type Typed = {
  repeats: "once" | "weekly";
  date: string;
  days: Day[];
  from: string;
  until: string;
  zone: string;
  scope: Scope;
  reason: string;
};

const DAY_MS = 24 * 3_600_000;
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Returns the moments of a maintenance of one day; over midnight it ends on the next. */
function onceOf({ date, from, until, zone }: Typed) {
  if (!isZone(zone) || !/^\d{4}-\d{2}-\d{2}$/.test(date) || from === "" || until === "") return null;
  const start = zonedInstant(date, minutesOf(from), zone);
  const sameDay = zonedInstant(date, minutesOf(until), zone);
  const end = sameDay > start ? sameDay : sameDay + DAY_MS;
  return { kind: "once", from: new Date(start).toISOString(), until: new Date(end).toISOString() };
}

const inputOf = (typed: Typed) => ({
  kind: "maintenance",
  scope: typed.scope,
  reason: typed.reason,
  schedule:
    typed.repeats === "once"
      ? onceOf(typed)
      : { kind: "weekly", days: typed.days, from: typed.from, until: typed.until, zone: typed.zone },
});

type MaintenanceDialogProps = {
  open: boolean;
  choices: Choices;
  plan: AdminActions["plan"];
  onClose: () => void;
};

/** The form of a maintenance: a day or days of the week, a time in a named zone, and the databases. */
export function MaintenanceDialog({ open, choices, plan, onClose }: MaintenanceDialogProps) {
  const id = useId();
  const announce = useAnnounce();
  const [typed, setTyped] = useState<Typed>(() => ({
    repeats: "weekly",
    date: new Date().toISOString().slice(0, 10),
    days: ["Sun"],
    from: "03:00",
    until: "04:00",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    scope: { kind: "every" },
    reason: "",
  }));
  const { form, pending, message, errors, send, refuse } = useSending(() => {
    announce("The maintenance is planned.");
    onClose();
  });
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const submit = () => {
    const input = inputOf(typed);
    if (input.schedule === null)
      return refuse({
        message: "",
        fields: { "schedule.zone": "A date, two times and a time zone such as UTC." },
      });
    const parsed = silenceSchema.safeParse(input);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(() => plan(parsed.data));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Plan a maintenance"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Submit form={id} variant="primary" pending={pending} pendingText="Saving">
            Plan
          </Submit>
        </>
      }
    >
      <Form ref={form} id={id} className="grid gap-4" onSubmit={submit}>
        {message !== "" && <Callout tone="fail" role="alert" title={message} />}
        <Field label="Repeats">
          <Select
            name="repeats"
            data-first
            value={typed.repeats}
            onChange={(event) => set({ repeats: event.target.value === "once" ? "once" : "weekly" })}
          >
            <option value="weekly">Each week</option>
            <option value="once">Once</option>
          </Select>
        </Field>
        {typed.repeats === "once" ? (
          <Field label="Day">
            <Input
              type="date"
              name="date"
              value={typed.date}
              onChange={(event) => set({ date: event.target.value })}
            />
          </Field>
        ) : (
          <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
            <legend className="mb-1 text-sm font-medium">Days</legend>
            {DAYS.map((day) => (
              <Checkbox
                key={day}
                label={day}
                checked={typed.days.includes(day)}
                onChange={(event) =>
                  set({
                    days: DAYS.filter((one) =>
                      one === day ? event.target.checked : typed.days.includes(one),
                    ),
                  })
                }
              />
            ))}
            {errors["schedule.days"] && (
              <p className="basis-full text-sm text-fail">{errors["schedule.days"]}</p>
            )}
          </fieldset>
        )}
        <div className="grid grid-cols-2 gap-4">
          <Field label="From" error={errors["schedule.from"]}>
            <Input
              type="time"
              name="from"
              value={typed.from}
              onChange={(event) => set({ from: event.target.value })}
            />
          </Field>
          <Field label="Until" error={errors["schedule.until"]}>
            <Input
              type="time"
              name="until"
              value={typed.until}
              onChange={(event) => set({ until: event.target.value })}
            />
          </Field>
        </div>
        <Field label="Time zone" error={errors["schedule.zone"]} hint="Its clock changes are followed.">
          <Input name="zone" value={typed.zone} onChange={(event) => set({ zone: event.target.value })} />
        </Field>
        <ScopeField
          scope={typed.scope}
          databases={choices.databases}
          error={errors["scope.ids"] ?? errors["scope.group"]}
          onChange={(scope) => set({ scope })}
        />
        <Field label="Reason" aside="optional" error={errors.reason}>
          <Input
            name="reason"
            value={typed.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
