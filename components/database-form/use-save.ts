"use client";

import { useRef, useTransition } from "react";
import { focusFirstWrong } from "@/components/ui/focus-first-wrong";
import type { Refusal } from "@/lib/api/refusal";
import type { DatabaseInput } from "@/lib/databases/database";
import { unfold } from "./fold";
import { useConnectionTest } from "./use-connection-test";
import type { DatabaseForm } from "./use-database-form";

/**
 * Saves and tests what a form holds; where a field is refused, the first one is shown. `id` names a database that is stored already.
 * A save that the server took leads on by itself.
 */
export function useSave(
  form: DatabaseForm,
  save: (input: DatabaseInput) => Promise<Refusal | void>,
  id?: string,
) {
  const { test, run } = useConnectionTest();
  const [saving, startSaving] = useTransition();
  const element = useRef<HTMLFormElement>(null);
  const showFirstError = () => focusFirstWrong(element, unfold);
  const submit = () => {
    if (saving) return;
    const input = form.read();
    if (input === null) return showFirstError();
    startSaving(async () => {
      const refusal = await save(input);
      if (!refusal) return;
      form.setErrors({ ...refusal.fields, form: refusal.message });
      showFirstError();
    });
  };
  const testConnection = () => {
    const input = form.readConnection();
    if (input === null) return showFirstError();
    void run(id === undefined ? input : { ...input, id });
  };
  return { element, saving, submit, test, testConnection };
}
