import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/text/json";
import { hashOf } from "./append";

/** A line of an export (server/audit/export.ts), as far as it is verified. */
const lineSchema = z.object({
  id: z.number(),
  at: z.iso.datetime(),
  userRef: z.string().nullable(),
  userName: z.string(),
  fromAddress: z.string().nullable(),
  profileRef: z.string().nullable(),
  profileName: z.string(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previousHash: z.string().nullable(),
  hash: z.string(),
});

/** Verification of an export: `gaps` counts entries whose predecessor is not the line before, as a filter leaves them. */
export type VerifiedExport = {
  rows: number;
  gaps: number;
  /** The hash of the last line; null where there is none. */
  head: string | null;
  /** The first line that is not as it was written; null where all are. */
  badLine: number | null;
};

/** Computes the hashes of an export again, line by line, without a store. */
export async function verifyExport(lines: AsyncIterable<string>): Promise<VerifiedExport> {
  const state: VerifiedExport = { rows: 0, gaps: 0, head: null, badLine: null };
  for await (const text of lines) {
    if (text.trim() === "") continue;
    const { data: line } = lineSchema.safeParse(parseJson(text));
    state.rows += 1;
    const whole =
      line !== undefined && line.hash === hashOf({ ...line, at: new Date(line.at) }, line.previousHash);
    if (!whole) return { ...state, badLine: state.rows };
    if (line.previousHash !== state.head) state.gaps += 1;
    state.head = line.hash;
  }
  return state;
}
