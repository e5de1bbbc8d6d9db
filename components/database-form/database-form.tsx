"use client";

import { ConnectionFields } from "./connection-fields";
import { ConnectionStringField } from "./connection-string-field";
import { ConnectionTestStages } from "./connection-test";
import { Fold } from "./fold";
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
import { formOf } from "@/lib/databases/form";
import type { Database, DatabaseInput } from "@/lib/databases/database";

type Props = {
  database: Database;
  save: (input: DatabaseInput) => Promise<Refusal | void>;
};

/** Edits a database; each part is folded with its present value. Nothing that was typed is lost when something is wrong. */
export function DatabaseForm({ database, save }: Props) {
  const form = useDatabaseForm(formOf(database), database.urlFlaws);
  const { element, saving, submit, test, testConnection } = useSave(form, save, database.id);
  const { values, errors, change } = form;
  const fields = { values, errors, change };

  return (
    <Form ref={element} onSubmit={submit} className="grid gap-4">
      <ConnectionStringField
        text={form.text}
        reading={form.reading}
        onText={form.setText}
        error={errors.text}
      />
      <div className="border-t border-line">
        <Fold title="Connection" value={connectionWords(values)}>
          <ConnectionFields {...fields} hasPassword={database.hasPassword} />
          <Checkbox
            label="Electric is given this same string"
            hint="Then what Electric cannot read in it is a finding (connection.url): a failure where it names Electric's role, else a warning. Untick it when Electric has a string of its own."
            checked={form.forElectric}
            onChange={(event) => form.setForElectric(event.target.checked)}
          />
        </Fold>
        <Fold title="Electric" value={electricWords(values)}>
          <TargetFields {...fields} />
        </Fold>
        <Fold title="Watching" value={watchingWords(values)}>
          <SamplingFields {...fields} />
        </Fold>
        <Fold title="Name" value={nameWords(values)}>
          <NameFields {...fields} />
        </Fold>
      </div>
      <FormProblem errors={errors} />
      <div className="flex flex-wrap items-center gap-3">
        <Submit variant="primary" pending={saving} pendingText="Saving">
          Save changes
        </Submit>
        <Button onClick={testConnection} pending={test.running} pendingText="Testing the connection">
          Test connection
        </Button>
        <p className="text-sm text-muted">The next check run is judged against the new target.</p>
      </div>
      <ConnectionTestStages test={test} />
    </Form>
  );
}
