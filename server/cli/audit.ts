import "server-only";
import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { count } from "@/lib/text/words";
import { plainJson } from "@/lib/report/terminal";
import { readChain, type Chain, type Flaw } from "../audit/verify";
import { verifyExport, type VerifiedExport } from "../audit/verify-export";
import { CommandFailed } from "./command-failed";
import type { Surroundings } from "./login";
import { onStore } from "./on-store";
import type { AuditWish } from "./store-options";

type Answer = { text: string; status: 0 | 1 };

const FLAWS: Record<Flaw["kind"], string> = {
  place: "an entry before it was removed, or one was inserted",
  predecessor: "it does not follow the entry before it: one of the two was changed, removed or inserted",
  content: "its content is not what was written",
};

function chainLines({ rows, head, flaw, holds }: Chain, wanted: string | null): string[] {
  if (flaw !== null)
    return [
      `BROKEN at entry ${flaw.id} (place ${rows}, ${flaw.at.toISOString()}): ${FLAWS[flaw.kind]}.`,
      `${count(rows - 1, "entry before it is", "entries before it are")} as written. From here on the log proves nothing: compare it with an export or a backup from before.`,
    ];
  const lines =
    head === null
      ? ["The audit log has no entries."]
      : [
          `WHOLE: ${count(rows, "entry", "entries")}, each as it was written.`,
          `Last entry: ${head.id} of ${head.at.toISOString()}`,
          `Head: ${head.hash}`,
        ];
  if (wanted === null) return lines;
  return holds
    ? [...lines, "The hash of --head is in the log: no entry up to it was removed."]
    : [
        ...lines,
        "MISSING: the hash of --head is not in the log. Entries were cut off at its end, or it is the hash of another log.",
      ];
}

async function ofStore({ head, format }: AuditWish, around: Surroundings): Promise<Answer> {
  const chain = await onStore("beside", around, () => readChain(undefined, head));
  const isWhole = chain.flaw === null && (head === null || chain.holds);
  const text =
    format === "json"
      ? plainJson({
          whole: isWhole,
          entries: chain.rows,
          head: chain.head,
          brokenAt: chain.flaw,
          headFound: head === null ? null : chain.holds,
        })
      : chainLines(chain, head).join("\n");
  return { text: `${text}\n`, status: isWhole ? 0 : 1 };
}

function exportLines({ rows, gaps, head, badLine }: VerifiedExport, wanted: string | null): string[] {
  if (badLine !== null)
    return [
      `BROKEN at line ${badLine}: it is no entry of an export, or its content is not what was written.`,
    ];
  const found = wanted === null || wanted === head;
  return [
    `${gaps === 0 ? "WHOLE" : "AS WRITTEN"}: ${count(rows, "entry", "entries")}.`,
    ...(gaps === 0
      ? []
      : [
          `${count(gaps, "entry has", "entries have")} a predecessor that is not in the file, as in an export with a filter.`,
        ]),
    ...(head === null ? [] : [`Head: ${head}`]),
    ...(found ? [] : ["MISSING: the hash of --head is not the last one of this file."]),
  ];
}

async function ofFile(file: string, { head, format }: AuditWish): Promise<Answer> {
  const verified = await verifyExport(
    createInterface({ input: createReadStream(file), crlfDelay: Infinity }),
  ).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    throw code === null ? error : new CommandFailed(`The exported file cannot be read (${code}).`);
  });
  const isWhole = verified.badLine === null && (head === null || head === verified.head);
  const text =
    format === "json"
      ? plainJson({
          whole: isWhole,
          entries: verified.rows,
          gaps: verified.gaps,
          head: verified.head,
          badLine: verified.badLine,
        })
      : exportLines(verified, head).join("\n");
  return { text: `${text}\n`, status: isWhole ? 0 : 1 };
}

/** Verifies the audit log of the store, or an export of it, and returns what to print and the exit status. */
export async function runAudit(wish: AuditWish, around: Surroundings): Promise<Answer> {
  return wish.file === null ? ofStore(wish, around) : ofFile(path.resolve(wish.file), wish);
}
