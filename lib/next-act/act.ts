import { isTrialFinding } from "@/lib/trial/steps";
import { checkOf } from "@/lib/checks";
import type { ActPage } from "@/lib/checks/define";
import { isFixable } from "@/lib/repair/plan/fixable";
import type { Target } from "@/lib/target/schema";

/** Act on a finding: at most eight words that begin with a verb, and where. */
export type Act = { says: string; page: ActPage };

/** Names longer than this would make an act longer than its line. */
const LONGEST_ROLE = 32;

const nameOf = (role: string): string =>
  role.length > LONGEST_ROLE || /\s/.test(role) ? "of Electric" : role;

/** Returns what to do about a finding of a check with that status. */
export function actOf(
  id: string,
  { role }: Pick<Target, "role">,
  status: "fail" | "warn" | "unknown" = "fail",
): Act {
  if (isTrialFinding(id)) return { says: "See what failed as Electric", page: "test" };
  const found = checkOf(id)?.act;
  if (found === undefined) return { says: "Open the finding", page: "readiness" };
  if (status === "unknown" && !found.always) return { says: "See what could not be read", page: "readiness" };
  const general = typeof found.says === "string" ? found.says : found.says(nameOf(role));
  const says = (status === "warn" ? found.warns : undefined) ?? general;
  return { says, page: found.page ?? (isFixable(id) ? "repair" : "readiness") };
}

/** Returns the address where an act on a check's finding is done. */
export function actPath(databaseId: string, id: string, page: ActPage): string {
  const home = `/databases/${databaseId}/${page}`;
  if (page === "readiness") return `${home}?check=${encodeURIComponent(id)}`;
  return page === "repair" ? `${home}?for=${encodeURIComponent(id)}` : home;
}
