"use client";

import { ConnectionFields } from "./connection-fields";
import { ConnectionStringField } from "./connection-string-field";
import { ConnectionTestStages } from "./connection-test";
import { Fold } from "./fold";
import { ReadingCard } from "./reading-card";
import { connectionWords, electricWords, nameWords, watchingWords } from "./fold-words";
import { FormProblem } from "./form-problem";
import { NameFields } from "./name-fields";
import { SamplingFields } from "./sampling-fields";
import { TargetFields } from "./target-fields";
import { useDatabaseForm } from "./use-database-form";
import { useSave } from "./use-save";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import { isRead, type FormValues } from "@/lib/databases/form";
import { databaseKeyOf, type Route } from "@/lib/databases/same";
import type { DatabaseInput } from "@/lib/databases/database";

/** A database that is here already: where it is, and what it is called. */
export type KnownDatabase = Route & { id: string; name: string };

type AddFormProps = {
  known: readonly KnownDatabase[];
  save: (input: DatabaseInput) => Promise<Refusal | void>;
};

/** Returns those of the databases that are here already that these fields lead to. */
function sameAs(
  { host, port, database, user }: FormValues,
  known: readonly KnownDatabase[],
): KnownDatabase[] {
  if (host === "") return [];
  const key = databaseKeyOf({ host, port: Number(port), database, user });
  return known.filter((other) => databaseKeyOf(other) === key);
}

/** Adds a database from one paste: what was read stands as a card, all else is folded with its present value. */
export function AddForm({ known, save }: AddFormProps) {
  const form = useDatabaseForm(
    undefined,
    undefined,
    known.map(({ name }) => name),
  );
  const { element, saving, submit, test, testConnection } = useSave(form, save);
  const { values, errors, change } = form;
  const fields = { values, errors, change };

  const isReadable = isRead(form.reading);

  return (
    <Form ref={element} onSubmit={submit} className="grid gap-4">
      <ConnectionStringField
        text={form.text}
        reading={form.reading}
        error={errors.text}
        onText={form.setText}
        autoFocus
        inCard={isReadable}
      />
      {isReadable && (
        <ReadingCard
          reading={form.reading}
          values={values}
          same={sameAs(values, known)}
          onText={form.setText}
        />
      )}
      <div className="border-t border-line">
        <Fold title="Connection" value={connectionWords(values)}>
          <ConnectionFields {...fields} hasPassword={false} />
          <Checkbox
            label="Electric is given this same string"
            hint="Then what Electric cannot read in it is a finding (connection.url). Untick it when Electric has a string of its own."
            checked={form.forElectric}
            onChange={(event) => form.setForElectric(event.target.checked)}
          />
        </Fold>
        <Fold title="Name" value={nameWords(values)}>
          <NameFields {...fields} />
        </Fold>
        <Fold title="Electric" value={electricWords(values)}>
          <TargetFields {...fields} />
        </Fold>
        <Fold title="Watching" value={watchingWords(values)}>
          <SamplingFields {...fields} />
        </Fold>
      </div>
      <FormProblem errors={errors} />
      <div className="flex flex-wrap items-center gap-3">
        <Submit variant="primary" pending={saving} pendingText="Saving" className="max-sm:w-full">
          Add and check
        </Submit>
        <Button onClick={testConnection} pending={test.running} pendingText="Testing the connection">
          Test connection
        </Button>
      </div>
      <ConnectionTestStages test={test} />
    </Form>
  );
}
