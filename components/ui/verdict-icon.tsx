import type { Verdict } from "@/lib/checks/verdict";
import { looks } from "./status";

/** The icon of a verdict beside a headline that says it in words. */
export function VerdictIcon({ of }: { of: Verdict }) {
  const { icon: Icon } = looks[of];
  return <Icon aria-hidden className="mt-0.5 size-6 shrink-0" />;
}
