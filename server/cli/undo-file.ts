import "server-only";
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { planSchema, type Plan } from "@/lib/repair/plan/schema";
import { redactPlan } from "@/lib/repair/plan/redact";
import { plainJson } from "@/lib/report/terminal";
import { targetSchema, type Target } from "@/lib/target/schema";
import { UsageError } from "./usage-error";
import { parseJson } from "@/lib/text/json";

/** Content of the file of `apply --undo-file`; docs/cli.md has the format. It holds no secret. */
export const undoFileSchema = z.object({
  format: z.literal(1),
  /** The database that it was run on, by name. */
  database: z.string(),
  host: z.string(),
  /** ISO time, just before the run. */
  madeAt: z.string(),
  target: targetSchema,
  /** The plan that ran; what undoes it is reckoned from it and from the database as it is then. */
  ran: planSchema,
});

export type UndoFile = z.infer<typeof undoFileSchema>;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error";

/**
 * Writes what undoes a plan, before it runs: whatever happens to this program then, the file is there. It takes the place
 * of no other file. Returns what removes it, for a run that changed nothing.
 * @throws UsageError when it is there already or cannot be written
 */
export function writeUndoFile(
  path: string,
  place: { database: string; host: string },
  target: Target,
  ran: Plan,
): () => void {
  const file: UndoFile = {
    format: 1,
    database: place.database,
    host: place.host,
    madeAt: new Date().toISOString(),
    // The address of an Electric may hold a secret, and an undo does not need it.
    target: { ...target, electricUrl: null, electricMetricsUrl: null },
    ran: redactPlan(ran),
  };
  try {
    writeFileSync(path, `${plainJson(file)}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const code = codeOf(error);
    throw new UsageError(
      code === "EEXIST"
        ? "The file of --undo-file is there already. Name one that is not, so that an earlier undo is not lost."
        : `The file of --undo-file cannot be written (${code}).`,
    );
  }
  return () => unlinkSync(path);
}

/** Reads what an earlier run left. @throws UsageError when it cannot be read, or is for another database */
export function readUndoFile(path: string, database: string): UndoFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The file of --undo cannot be read (${codeOf(error)}).`);
  }
  const file = parsed(text);
  if (file === null)
    throw new UsageError("The file of --undo is not what apply --undo-file writes, or is damaged.");
  if (file.database !== database)
    throw new UsageError(
      `The file of --undo is from the database ${JSON.stringify(file.database)}; the connection string names ${JSON.stringify(database)}.`,
    );
  return file;
}

const parsed = (text: string): UndoFile | null => undoFileSchema.safeParse(parseJson(text)).data ?? null;
