"use client";

import { useId, useState } from "react";
import { Fold, unfold } from "@/components/database-form/fold";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import type { Refusal } from "@/lib/api/refusal";
import { issuesOf } from "@/lib/accounts/issues";
import { ALERT_KINDS } from "@/lib/alerts/kinds";
import type { RuleRow } from "@/lib/alerts/page";
import { ruleSchema } from "@/lib/alerts/rule";
import { ConditionFields, type TypedCondition } from "./condition-fields";
import { ScopeField } from "./scope-field";
import type { AdminActions, Choices } from "./types";

type RuleDialogProps = {
  open: boolean;
  /** Null for a new rule. */
  row: RuleRow | null;
  choices: Choices;
  actions: AdminActions;
  onClose: () => void;
};

const NEW = ruleSchema.parse({
  condition: ALERT_KINDS["headroom-below"].defaults,
  for: "1m",
  "minimum-reminder-interval": "4h",
});

/** The form of a rule: kind, place and channels; thresholds and reminders folded with their present values. */
export function RuleDialog({ open, row, choices, actions, onClose }: RuleDialogProps) {
  const id = useId();
  const announce = useAnnounce();
  const [typed, setTyped] = useState<Omit<typeof NEW, "condition"> & { condition: TypedCondition }>(
    row?.rule ?? NEW,
  );
  const { form, pending, message, errors, send, refuse } = useSending(onClose, unfold);
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });

  const finish = (text: string, act: () => Promise<Refusal | void>) =>
    send(async () => {
      const refused = await act();
      if (!refused) announce(text);
      return refused;
    });
  const save = () => {
    const parsed = ruleSchema.safeParse(typed);
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    finish("The rule is saved.", () => actions.save(row?.id ?? null, parsed.data));
  };
  const remove = ({ id: rule }: RuleRow) =>
    finish("The rule is removed. Its alerts are over.", () => actions.remove(rule));
  const text = (name: "for" | "minimum-reminder-interval" | "failure-threshold" | "success-threshold") => ({
    name,
    mono: true,
    value: String(typed[name]),
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={row === null ? "New rule" : row.text}
      actions={
        <>
          {row !== null && (
            <Button
              variant="ghost"
              className="mr-auto text-fail"
              pending={pending}
              onClick={() => remove(row)}
            >
              Remove rule
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Submit form={id} variant="primary" pending={pending} pendingText="Saving">
            Save
          </Submit>
        </>
      }
    >
      <Form ref={form} id={id} className="grid gap-4" onSubmit={save}>
        {message !== "" && <Callout tone="fail" role="alert" title={message} />}
        <ConditionFields
          condition={typed.condition}
          errors={errors}
          onChange={(condition) => set({ condition })}
        />
        <ScopeField
          scope={typed.scope}
          databases={choices.databases}
          error={errors["scope.ids"] ?? errors["scope.group"] ?? errors.scope}
          onChange={(scope) => set({ scope })}
        />
        <Field label="After" error={errors.for} hint="How long it has to hold: 90s, 5m, 1h. 0 is at once.">
          <Input {...text("for")} />
        </Field>
        <div>
          <ChannelFold
            channels={choices.channels}
            chosen={typed.channels}
            onChange={(channels) => set({ channels })}
          />
          <Fold
            title="Thresholds"
            value={`${typed["failure-threshold"]} to fire, ${typed["success-threshold"]} to end`}
          >
            <Field
              label="Failure threshold"
              error={errors["failure-threshold"]}
              hint="Samples or check runs in a row before it fires."
            >
              <Input {...text("failure-threshold")} />
            </Field>
            <Field
              label="Success threshold"
              error={errors["success-threshold"]}
              hint="Samples or check runs in a row before it is over."
            >
              <Input {...text("success-threshold")} />
            </Field>
          </Fold>
          <Fold
            title="Messages"
            value={`${typed["minimum-reminder-interval"] === "0" ? "no reminder" : `reminder each ${typed["minimum-reminder-interval"]}`}, ${typed["send-on-resolved"] ? "and when it is over" : "not when it is over"}`}
          >
            <Field
              label="Reminder interval"
              error={errors["minimum-reminder-interval"]}
              hint="At least 5m; 0 sends none. An acknowledgement stops reminders."
            >
              <Input {...text("minimum-reminder-interval")} />
            </Field>
            <Checkbox
              label="Say when it is over"
              checked={typed["send-on-resolved"]}
              onChange={(event) => set({ "send-on-resolved": event.target.checked })}
            />
            <Checkbox
              label="The rule is on"
              checked={typed.enabled}
              onChange={(event) => set({ enabled: event.target.checked })}
            />
          </Fold>
        </div>
      </Form>
    </Dialog>
  );
}

type ChannelFoldProps = {
  channels: Choices["channels"];
  /** Null for every channel. */
  chosen: readonly string[] | null;
  onChange: (chosen: string[] | null) => void;
};

function ChannelFold({ channels, chosen, onChange }: ChannelFoldProps) {
  const names = channels.filter(({ id }) => chosen?.includes(id)).map(({ name }) => name);
  return (
    <Fold title="Sent to" value={chosen === null ? "every channel" : names.join(", ") || "no channel"}>
      <Checkbox
        label="Every channel"
        hint="Also those that are added later."
        checked={chosen === null}
        onChange={(event) => onChange(event.target.checked ? null : channels.map(({ id }) => id))}
      />
      {chosen !== null &&
        channels.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
        ))}
      {channels.length === 0 && (
        <p className="text-sm text-muted">There is no channel yet: alerts stand on this page.</p>
      )}
    </Fold>
  );
}
