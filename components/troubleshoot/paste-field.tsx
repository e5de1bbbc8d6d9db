"use client";

import { useMemo } from "react";
import { useMaskedEdit } from "@/components/database-form/use-masked-edit";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { count } from "@/lib/text/words";
import { maskSecrets } from "@/lib/troubleshoot/mask";

/** Longer texts are read and not displayed: masking each of their characters takes seconds. */
const LONGEST_SHOWN = 20_000;

type Props = { text: string; onText: (text: string) => void };

/** The pasted text with every secret as •; a long log as its size alone. */
export function PasteField({ text, onText }: Props) {
  const isLong = text.length > LONGEST_SHOWN;
  const shown = useMemo(() => (isLong ? "" : maskSecrets(text)), [isLong, text]);
  const { ref, onChange } = useMaskedEdit<HTMLTextAreaElement>(text, shown, onText);
  if (isLong)
    return (
      <Callout
        title={`${count(text.split("\n").length, "line")} pasted, ${Math.ceil(text.length / 1000)} kB`}
        action={
          <Button size="sm" autoFocus onClick={() => onText("")}>
            Clear
          </Button>
        }
      >
        A text of this length is read, and not displayed.
      </Callout>
    );
  return (
    <Field
      label="Error, log or docker inspect"
      hint="Passwords, tokens and keys are masked. Nothing of it is sent anywhere."
    >
      <Textarea
        ref={ref}
        mono
        rows={7}
        autoFocus
        value={shown}
        onChange={onChange}
        placeholder="FATAL:  sorry, too many clients already"
        className="wrap-anywhere"
        data-1p-ignore
      />
    </Field>
  );
}
