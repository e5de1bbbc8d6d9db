import { z } from "zod";
import { ERROR_CODE, ERROR_NAME, redactText } from "./redact";

/** The levels of the log, the least pressing first. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** The form of a request's id, ours and a proxy's: safe in a header, in a line of the log and on a page. */
export const REQUEST_ID = /^[A-Za-z0-9][\w.:+/=-]{7,127}$/;

const text = z.string().transform((value) => redactText(value).slice(0, 2_000));

/** One error of a chain of causes: its kind, its code (SQLSTATE or the system's), and words without a value. */
const errorSchema = z.object({
  name: z.string().regex(ERROR_NAME).catch("Error"),
  code: z.string().regex(ERROR_CODE).optional().catch(undefined),
  says: text.optional().catch(undefined),
});

/**
 * Everything that a line of the log may hold beside its time, level and text. A field that is not named here does not reach a line, and
 * neither does one of another form.
 */
export const entrySchema = z.object({
  event: z.enum(["unexpected", "ignored", "problem", "console", "start", "refused"]).catch("unexpected"),
  pid: z.int().optional().catch(undefined),
  /** The request that was handled. */
  requestId: z.string().regex(REQUEST_ID).optional().catch(undefined),
  /** An error and what caused it. */
  errors: z.array(errorSchema).max(5).optional().catch(undefined),
  /** Next's hash of an error, which a page shows. */
  mark: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .catch(undefined),
  /** Frames of the first error. */
  stack: z
    .array(z.string().regex(/^at [^"'`]{1,500}$/))
    .max(20)
    .optional()
    .catch(undefined),
  /** Lines of the same kind that were left out before this one. */
  leftOut: z.int().positive().optional().catch(undefined),
});

export type LogEntry = z.input<typeof entrySchema>;
