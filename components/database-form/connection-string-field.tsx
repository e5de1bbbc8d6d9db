"use client";

import { useMaskedEdit } from "./use-masked-edit";
import { FlawList } from "./flaw-list";
import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { Reading } from "@/lib/postgres/connection-string";
import { providers } from "@/lib/postgres/provider";

type Props = {
  text: string;
  reading: Reading;
  onText: (text: string) => void;
  autoFocus?: boolean;
  /** Text of what is wrong after a try to save; undefined for nothing. */
  error?: string | undefined;
  /** A card below tells what was read, its flaws and the provider. */
  inCard?: boolean;
};

const HINT =
  "A URI such as postgresql://user:password@host:5432/database?sslmode=require, host=… user=…, a psql command, or lines of .env";

/** Reads a connection string as it is typed: the password is masked, the provider named, every flaw beside its remedy. */
export function ConnectionStringField({ text, reading, onText, autoFocus, error, inCard = false }: Props) {
  const { ref, onChange } = useMaskedEdit<HTMLTextAreaElement>(text, reading.masked, onText);
  const recognised = reading.fields.host !== "" && reading.provider !== "other";
  return (
    <div className="grid gap-3">
      <Field
        label="Connection string"
        hint={inCard ? undefined : HINT}
        aside={recognised && !inCard ? <Badge>{providers[reading.provider].name}</Badge> : undefined}
        error={
          error ??
          (reading.form === "unreadable" && reading.flaws.length === 0
            ? "This is not a connection string yet. It has postgresql:// or host= in it."
            : undefined)
        }
      >
        <Textarea
          ref={ref}
          mono
          rows={3}
          autoFocus={autoFocus}
          value={reading.masked}
          onChange={onChange}
          className="wrap-anywhere"
          data-1p-ignore
        />
      </Field>
      {!inCard && (
        <div aria-live="polite">
          <FlawList flaws={reading.flaws} onMend={onText} />
        </div>
      )}
    </div>
  );
}
