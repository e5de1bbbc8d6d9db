"use client";

import { ConnectionFields } from "./connection-fields";
import { ConnectionStringField } from "./connection-string-field";
import { ConnectionTestStages } from "./connection-test";
import { FormProblem } from "./form-problem";
import { NameFields } from "./name-fields";
import { SamplingFields } from "./sampling-fields";
import { FormSection } from "./section";
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

/** Edits a database. Nothing that was typed is lost when something is wrong. */
export function DatabaseForm({ database, save }: Props) {
  const form = useDatabaseForm(formOf(database), database.urlFlaws);
  const { element, saving, submit, test, testConnection } = useSave(form, save, database.id);
  const { values, errors, change } = form;

  return (
    <Form ref={element} onSubmit={submit}>
      <FormSection
        title="Connection"
        says="Paste a connection string; it is read as it is typed. Headroom opens one connection, read-only, and closes it."
      >
        <ConnectionStringField
          text={form.text}
          reading={form.reading}
          onText={form.setText}
          error={errors.text}
        />
        <ConnectionFields
          values={values}
          errors={errors}
          change={change}
          hasPassword={database.hasPassword}
        />
        <Checkbox
          label="Electric is given this same string"
          hint="Then what Electric cannot read in it is a finding (connection.url): a failure where it names Electric's role, else a warning. Untick it when Electric has a string of its own."
          checked={form.forElectric}
          onChange={(event) => form.setForElectric(event.target.checked)}
        />
        <div>
          <Button onClick={testConnection} pending={test.running} pendingText="Testing the connection">
            Test connection
          </Button>
        </div>
        <ConnectionTestStages test={test} />
      </FormSection>
      <FormSection
        title="Electric"
        says="What Electric is to do on this database. Every check is judged against it; the defaults are Electric's own."
      >
        <TargetFields values={values} errors={errors} change={change} />
      </FormSection>
      <FormSection
        title="Watching"
        says="Headroom samples the connections over one session with the server, for all of its databases, and leaves where it is in Electric's way."
      >
        <SamplingFields values={values} errors={errors} change={change} />
      </FormSection>
      <FormSection title="Name" says="How the database is called in Headroom, and which group it belongs to.">
        <NameFields values={values} errors={errors} change={change} />
      </FormSection>
      <div className="grid gap-4 border-t border-line py-6 lg:pl-72">
        <FormProblem errors={errors} />
        <div className="flex flex-wrap items-center gap-3">
          <Submit variant="primary" pending={saving} pendingText="Saving">
            Save changes
          </Submit>
          <p className="text-sm text-muted">The next check run is judged against the new target.</p>
        </div>
      </div>
    </Form>
  );
}
