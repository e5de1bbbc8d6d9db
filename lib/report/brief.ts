import type { Check } from "@/lib/checks/define";
import type { Finding, Status } from "@/lib/checks/finding";
import type { Brief } from "./brief-schema";
import { nextAction } from "./headline";
import { splitIgnored, type Ignored } from "./ignored";

/** Returns how many there are of each status. */
function countsOf(findings: readonly { status: Status }[]): Brief["counts"] {
  const counts = { pass: 0, warn: 0, fail: 0, unknown: 0, "not applicable": 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

/** Returns the brief of findings: some hundred bytes, whatever the number of tables. */
export function briefOf(findings: readonly Finding[]): Brief {
  const next = nextAction(findings);
  return {
    counts: countsOf(findings),
    next: next && {
      id: next.id,
      title: next.title,
      found: next.found,
      says: next.ways[0]?.says ?? next.found,
    },
  };
}

/**
 * Returns a stored brief without what is ignored, and that, from the statuses alone. Where the next action is another one
 * now, it is named by the title of its check: what was found is kept with the findings.
 */
export function briefWithout(
  brief: Brief,
  statuses: Readonly<Record<string, Status>>,
  ignored: readonly Pick<Ignored, "checkId" | "was">[],
  checks: readonly Pick<Check, "id" | "title">[],
): { brief: Brief; ignored: { status: Status }[] } {
  const judged = checks.flatMap((check) => {
    const status = statuses[check.id];
    return status === undefined ? [] : [{ id: check.id as string, title: check.title, status }];
  });
  const split = splitIgnored(judged, ignored);
  if (split.ignored.length === 0) return { brief, ignored: [] };
  const next = nextAction(split.counting);
  const named = next && { id: next.id, title: next.title, found: "", says: next.title };
  return {
    brief: { counts: countsOf(split.counting), next: next?.id === brief.next?.id ? brief.next : named },
    ignored: split.ignored,
  };
}
