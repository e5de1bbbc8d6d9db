"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { WritePool } from "@/components/connections/use-pool-writing";
import { Tabs } from "@/components/ui/tabs";
import { environmentOf, type Environment } from "@/lib/connect/environment";
import type { ConnectFacts } from "@/lib/connect/facts";
import { FORM_IDS, FORMS, isFormId, type FormId } from "@/lib/connect/forms";
import type { Publishing } from "@/lib/connect/migrations/publishing";
import { FileView } from "./file-view";
import { Migrations } from "./migrations";
import { PoolCallout } from "./pool-callout";
import { Refusals } from "./refusals";
import { SecretFields } from "./secret-fields";
import { useEnvironmentSecrets } from "./use-environment-secrets";
import { Variables } from "./variables";

type ConnectProps = {
  databaseId: string;
  facts: ConnectFacts;
  publishing: Publishing | string | null;
  /** ISO time that stands in the names of migrations. */
  at: string;
  /** Null for a member. */
  writePool: WritePool | null;
};

const TABS = FORM_IDS.map((id) => ({ id, label: FORMS[id].title }));
const DEFAULT_FORM: FormId = "compose";

/** The form that the address names, and what changes it. */
function useForm(): [FormId, (form: FormId) => void] {
  const named = useSearchParams().get("form") ?? "";
  const choose = (form: FormId) => {
    const query = form === DEFAULT_FORM ? "" : `?form=${form}`;
    window.history.replaceState(null, "", `${window.location.pathname}${query}`);
  };
  return [isFormId(named) ? named : DEFAULT_FORM, choose];
}

/** Everything that Electric is started with, in each form, each value with its reason. */
export function Connect({ databaseId, facts, publishing, at, writePool }: ConnectProps) {
  const kept = useEnvironmentSecrets(databaseId);
  const [form, choose] = useForm();
  const { secrets, shown } = kept;
  const copied = useMemo(
    () => environmentOf(facts, { password: secrets.password, secret: secrets.secret }),
    [facts, secrets.password, secrets.secret],
  );
  const drawn = useMemo(
    () => environmentOf(facts, { password: shown.password, secret: shown.secret }),
    [facts, shown.password, shown.secret],
  );
  const { target } = facts;
  return (
    <>
      <Refusals databaseId={databaseId} refusals={copied.refusals} mayEdit={writePool !== null} />
      <PoolCallout databaseId={databaseId} target={target} pool={copied.pool} writePool={writePool} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="xl:order-last">
          <SecretFields role={target.role} kept={kept} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6">
          {copied.refusals.length === 0 && (
            <section aria-label="Files" className="min-w-0 rounded-md border border-line bg-surface">
              <Tabs label="Ways to start Electric" name="form" tabs={TABS} selected={form} onSelect={choose}>
                <Files form={form} copied={copied} drawn={drawn} />
              </Tabs>
            </section>
          )}
          <Variables shown={drawn.variables} variables={copied.variables} optional={copied.optional} />
          <Migrations publishing={publishing} at={at} isManual={target.strategy === "manual"} />
        </div>
      </div>
    </>
  );
}

type FilesProps = { form: FormId; copied: Environment; drawn: Environment };

function Files({ form, copied, drawn }: FilesProps) {
  const shown = FORMS[form].files(drawn);
  const notes = [...copied.notes, ...FORMS[form].notes(copied)];
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4 p-4">
      {FORMS[form].files(copied).map(({ name, says, text }, at) => (
        <FileView key={name} name={name} says={says} shown={shown[at]?.text ?? ""} text={text} />
      ))}
      <ul className="grid gap-1 text-sm text-muted">
        {notes.map((note) => (
          <li key={note} className="wrap-anywhere">
            {note}
          </li>
        ))}
      </ul>
    </div>
  );
}
