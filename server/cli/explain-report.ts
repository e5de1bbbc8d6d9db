import "server-only";
import { z } from "zod";
import { checkOf } from "@/lib/checks";
import { REACTIONS, type Entry } from "@/lib/troubleshoot/define";
import { diagnose, type Match } from "@/lib/troubleshoot/diagnose";
import { entriesOfCheck, entryOf } from "@/lib/troubleshoot/entries";

const errorSchema = z.object({
  slug: z.string(),
  title: z.string(),
  /** Words that it was recognised by; null where the slug itself was given. */
  by: z.enum(["text", "container", "SQLSTATE"]).nullable(),
  /** The words that were recognised, secrets masked. */
  found: z.string().nullable(),
  line: z.number().int().nullable(),
  count: z.number().int().nullable(),
  meaning: z.string(),
  more: z.string().nullable(),
  reaction: z.string(),
  electric: z.string(),
  steps: z.array(z.object({ says: z.string(), code: z.string().nullable() })),
  checks: z.array(z.string()),
  source: z.string(),
});

const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  why: z.string(),
  source: z.string(),
  /** Slugs of the errors that it finds. */
  errors: z.array(z.string()),
});

/** Output of `explain --json`. */
export const explainReportSchema = z.object({
  format: z.literal(1),
  check: checkSchema.nullable(),
  errors: z.array(errorSchema),
  /** Slugs of the nearest errors, where none was recognised. */
  nearest: z.array(z.string()),
});

export type ExplainReport = z.infer<typeof explainReportSchema>;
export type ExplainedError = z.infer<typeof errorSchema>;

function errorOf(entry: Entry, match: Match | null): ExplainedError {
  const { slug, title, meaning, more = null, reaction, electric, checks, source } = entry;
  return {
    slug,
    title,
    by: match?.by ?? null,
    found: match?.evidence.text ?? null,
    line: match?.evidence.line ?? null,
    count: match?.evidence.count ?? null,
    meaning,
    more,
    reaction: REACTIONS[reaction],
    electric,
    steps: entry.steps.map(({ says, code = null }) => ({ says, code })),
    checks: [...checks],
    source,
  };
}

/** Returns what is known of a check's id, an error's slug, or a text; `errors` of a text begin with the likeliest cause. */
export function explainReport(asked: string): ExplainReport {
  const nothing: ExplainReport = { format: 1, check: null, errors: [], nearest: [] };
  const check = checkOf(asked.trim());
  if (check !== undefined) {
    const { id, title, why, source } = check;
    return {
      ...nothing,
      check: { id, title, why, source, errors: entriesOfCheck(id).map(({ slug }) => slug) },
    };
  }
  const entry = entryOf(asked.trim());
  if (entry !== undefined) return { ...nothing, errors: [errorOf(entry, null)] };
  const { matches, nearest } = diagnose(asked);
  return {
    ...nothing,
    errors: matches.map((match) => errorOf(match.entry, match)),
    nearest: nearest.map((near) => near.entry.slug),
  };
}
