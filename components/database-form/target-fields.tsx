"use client";

import type { FieldsProps } from "./fields";
import { ScopeFields } from "./scope-fields";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { RadioCards, type RadioCard } from "@/components/ui/radio-cards";
import { publicationName, slotName } from "@/lib/electric/names";
import { deployPeak, directConnections, poolSplit } from "@/lib/electric/pool";
import { Checkbox } from "@/components/ui/checkbox";
import { ENVIRONMENTS, STRATEGIES, targetSchema, type Strategy } from "@/lib/target/schema";

const STRATEGY_CARDS: readonly RadioCard<Strategy>[] = [
  {
    value: "owner",
    label: "Owner",
    hint: "Electric's role owns the tables and publishes them itself. The way of Electric's guide; the tables change hands.",
  },
  {
    value: "member",
    label: "Member",
    hint: "Electric's role joins the roles that own tables. Nothing changes hands, new tables are covered, one statement undoes it.",
  },
  {
    value: "manual",
    label: "Manual",
    hint: "Another role publishes, Electric only reads (ELECTRIC_MANUAL_TABLE_PUBLISHING=true). Each new table is a step.",
  },
];

const openingSchema = targetSchema.pick({ poolSize: true, deploy: true, instances: true, pooled: true });

/** One sentence on what a pool of this size opens, as long as it is a number. */
function poolHint({ poolSize, deploy, instances, pooled }: FieldsProps["values"]): string {
  const opening = { poolSize, deploy, instances, pooled };
  const parsed = openingSchema.safeParse(opening);
  const says = "ELECTRIC_DB_POOL_SIZE; Electric's default is 20.";
  if (!parsed.success) return says;
  const { admin, snapshot } = poolSplit(parsed.data.poolSize);
  const all = directConnections(parsed.data);
  const one = parsed.data.pooled
    ? `${admin} admin connections, with ${snapshot} more through the pooler`
    : `${admin} admin + ${snapshot} snapshot connections`;
  const together =
    parsed.data.instances > 1 ? `; all ${parsed.data.instances} instances together ${all}` : "";
  return `${says} It opens ${one} and one walsender, which does not count${together}; at most ${deployPeak(parsed.data)} during a deploy.`;
}

/** Target: the user's intent for Electric here; every check is judged against it. */
export function TargetFields(props: FieldsProps) {
  const { values, errors, change } = props;
  const stream = values.streamId === "" ? "default" : values.streamId;
  return (
    <div className="grid gap-6">
      <RadioCards
        legend="Table access"
        name="strategy"
        options={STRATEGY_CARDS}
        value={STRATEGIES.find((strategy) => strategy === values.strategy) ?? "owner"}
        onChange={(strategy) => change({ strategy })}
        columns={3}
      />
      <ScopeFields {...props} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Electric's role"
          error={errors["target.role"]}
          hint="The role in Electric's DATABASE_URL, as it is named in the database. It need not exist yet."
        >
          <Input
            mono
            name="role"
            value={values.role}
            onChange={(event) => change({ role: event.target.value })}
          />
        </Field>
        <Field label="Pool size" error={errors["target.poolSize"]} hint={poolHint(values)}>
          <Input
            mono
            name="poolSize"
            inputMode="numeric"
            value={values.poolSize}
            onChange={(event) => change({ poolSize: event.target.value })}
          />
        </Field>
        <Field
          label="Instances"
          error={errors["target.instances"]}
          hint="How many Electrics run at the same time. On one slot all but one wait for it, each with its admin pool."
        >
          <Input
            mono
            name="instances"
            inputMode="numeric"
            value={values.instances}
            onChange={(event) => change({ instances: event.target.value })}
          />
        </Field>
        <Field
          label="Stream id"
          error={errors["target.streamId"]}
          hint={`ELECTRIC_REPLICATION_STREAM_ID. Names ${publicationName(stream)} and ${slotName(stream)}.`}
        >
          <Input
            mono
            name="streamId"
            value={values.streamId}
            onChange={(event) => change({ streamId: event.target.value })}
          />
        </Field>
        <Field
          label="During a deploy"
          hint="A second instance on the same storage waits for the slot; with a stream id or a slot of its own it opens a whole pool."
        >
          <Select
            name="deploy"
            value={values.deploy}
            onChange={(event) => change({ deploy: event.target.value })}
          >
            <option value="same-slot">The new instance waits for the same slot</option>
            <option value="distinct-slots">Old and new run at once, each with its own slot</option>
          </Select>
        </Field>
        <Field
          label="Environment"
          hint="In production, failover slots are expected where the provider fails over."
        >
          <Select
            name="environment"
            value={values.environment}
            onChange={(event) => change({ environment: event.target.value })}
          >
            {ENVIRONMENTS.map((environment) => (
              <option key={environment}>{environment}</option>
            ))}
          </Select>
        </Field>
        <div className="content-center">
          <Checkbox
            label="Pooled URL"
            hint="ELECTRIC_POOLED_DATABASE_URL is set: only the admin pool goes to the server itself, the snapshot pool through a pooler."
            checked={values.pooled}
            onChange={(event) => change({ pooled: event.target.checked })}
          />
        </div>
        <div className="content-center">
          <Checkbox
            label="IPv6"
            hint="ELECTRIC_DATABASE_USE_IPV6=true is set: Electric asks for IPv6 addresses too. Without it a host with IPv6 only ends its start."
            checked={values.ipv6}
            onChange={(event) => change({ ipv6: event.target.checked })}
          />
        </div>
        <Field
          label="Electric's address"
          aside="optional"
          error={errors["target.electricUrl"]}
          hint="Where Electric answers HTTP, for its health and version: http://electric.internal:3000"
        >
          <Input
            mono
            name="electricUrl"
            inputMode="url"
            value={values.electricUrl}
            onChange={(event) => change({ electricUrl: event.target.value })}
          />
        </Field>
        <Field
          label="Electric's metrics"
          aside="optional"
          error={errors["target.electricMetricsUrl"]}
          hint="ELECTRIC_PROMETHEUS_PORT, for its shapes and its slot lag: http://electric.internal:9090/metrics"
        >
          <Input
            mono
            name="electricMetricsUrl"
            inputMode="url"
            value={values.electricMetricsUrl}
            onChange={(event) => change({ electricMetricsUrl: event.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}
