import { z } from "zod";
import { STATUSES, type Finding, type Status } from "@/lib/checks/finding";
import { nextAction } from "@/lib/report/headline";

/** What a list needs of a visit's findings: how many of each, and the one to mend first. */
export const briefSchema = z.object({
  counts: z.record(z.enum(STATUSES), z.number().int()),
  next: z.object({ id: z.string(), title: z.string(), found: z.string(), says: z.string() }).nullable(),
});

export type Brief = z.infer<typeof briefSchema>;

/** Returns the brief of findings: some hundred bytes, whatever the number of tables. */
export function briefOf(findings: readonly Finding[]): Brief {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const next = nextAction(findings);
  return {
    counts: {
      pass: count("pass"),
      warn: count("warn"),
      fail: count("fail"),
      unknown: count("unknown"),
      "not applicable": count("not applicable"),
    },
    next: next && {
      id: next.id,
      title: next.title,
      found: next.found,
      says: next.ways[0]?.says ?? next.found,
    },
  };
}
