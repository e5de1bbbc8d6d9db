"use client";

import { useLayoutEffect, useRef, type ChangeEvent, type RefObject } from "react";
import { applyMaskedEdit } from "@/lib/postgres/conninfo/masked-edit";

/**
 * Lets a field show a mask while the text behind it is edited: gives the ref and the change handler. The caret stays
 * where it was typed, because what React puts into the field is not what the browser put there.
 */
export function useMaskedEdit<Field extends HTMLInputElement | HTMLTextAreaElement>(
  text: string,
  shown: string,
  onText: (text: string) => void,
): { ref: RefObject<Field | null>; onChange: (event: ChangeEvent<Field>) => void } {
  const ref = useRef<Field>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null || document.activeElement !== ref.current) return;
    ref.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const onChange = ({ target }: ChangeEvent<Field>) => {
    caret.current = target.selectionStart ?? target.value.length;
    onText(applyMaskedEdit(text, shown, target.value, caret.current));
  };
  return { ref, onChange };
}
