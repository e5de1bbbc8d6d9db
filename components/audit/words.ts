import { runDetailSchema, type AuditEvent } from "@/lib/audit/event";
import { STATE_WORDS } from "@/components/run/words";

/** Returns a word with a capital at its beginning. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Returns the name of a field as people read it: "backendStart" is "Backend start". */
export const fieldName = (key: string): string =>
  capital(
    key.replaceAll(/([a-z])([A-Z])/g, (_both, end: string, start: string) => `${end} ${start.toLowerCase()}`),
  );

/** Returns what came of it in a word or two, null where the entry does not say. */
export function outcomeOf({ detail }: Pick<AuditEvent, "detail">): string | null {
  const run = runDetailSchema.safeParse(detail);
  if (run.success) return STATE_WORDS[run.data.outcome].word;
  return typeof detail.outcome === "string" ? capital(detail.outcome) : null;
}

/** Returns a value of an entry as text; null where there is nothing to show. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}
