"use client";

import { useRef, useState, useTransition } from "react";
import type { Refusal } from "@/lib/api/refusal";
import { focusFirstWrong } from "./focus-first-wrong";

const NONE: Refusal = { message: "", fields: {} };

/**
 * State of a form that a server action takes or refuses. `form` is the ref of its element, `message` the refusal's text or "", `errors`
 * the texts of its fields. `send` calls the action, never twice at once; `refuse` shows what the page itself found wrong. Either moves
 * the focus to the first field that is wrong, which `reveal` gets first, such as to open what it is folded in; `onSent` is called after
 * an action that was not refused.
 */
export function useSending(onSent?: () => void, reveal?: (field: HTMLElement) => void) {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState(NONE);
  const [pending, start] = useTransition();
  const refuse = (refused: Refusal) => {
    setRefusal(refused);
    focusFirstWrong(form, reveal);
  };
  const send = (act: () => Promise<Refusal | void>) => {
    if (pending) return;
    start(async () => {
      const refused = await act();
      if (refused) return refuse(refused);
      setRefusal(NONE);
      onSent?.();
    });
  };
  const reset = () => setRefusal(NONE);
  return { form, pending, message: refusal.message, errors: refusal.fields, send, refuse, reset };
}
