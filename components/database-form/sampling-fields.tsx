import type { FieldsProps } from "./fields";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Whether the connections of a database are watched, and how often. */
export function SamplingFields({ values, errors, change }: FieldsProps) {
  return (
    <div className="grid gap-4">
      <Checkbox
        label="Watch the connections"
        hint="Without it there is no live gauge and no history; checks visit the database all the same."
        checked={values.watched}
        onChange={(event) => change({ watched: event.target.checked })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Sample interval while viewed (s)"
          error={errors["sampling.liveMs"]}
          hint="1 by default: the session is held meanwhile. Above 10 it is closed between samples."
        >
          <Input
            mono
            name="liveSeconds"
            inputMode="numeric"
            value={values.liveSeconds}
            onChange={(event) => change({ liveSeconds: event.target.value })}
          />
        </Field>
        <Field
          label="Sample interval while not viewed (s)"
          error={errors["sampling.idleMs"]}
          hint="60 by default: connect, sample, leave. The history and its peaks come from these."
        >
          <Input
            mono
            name="idleSeconds"
            inputMode="numeric"
            value={values.idleSeconds}
            onChange={(event) => change({ idleSeconds: event.target.value })}
          />
        </Field>
      </div>
      <Checkbox
        label="Write a heartbeat"
        hint="Off by default. One logical message a minute at most (some 60 bytes of WAL, no table touched), with a sample: a server that writes nothing else then gives Electric's slot something to confirm, so that a failover slot on PlanetScale does not come back lost. It moves no slot that nothing reads."
        checked={values.heartbeat}
        onChange={(event) => change({ heartbeat: event.target.checked })}
      />
    </div>
  );
}
