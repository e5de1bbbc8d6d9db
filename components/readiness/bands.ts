import type { BriefFinding } from "./brief";
import type { Shown } from "./groups";

export type Band = { title: string; findings: BriefFinding[] };

const TITLES: Record<Exclude<Shown, "problems">, string> = {
  all: "Every check",
  passed: "Passed",
  ignored: "Ignored",
};

/** Returns findings in bands: of what is to do, what one plan clears and what takes a decision; else one band. */
export function bandsOf(findings: readonly BriefFinding[], shown: Shown, cleared: readonly string[]): Band[] {
  if (shown !== "problems") return [{ title: TITLES[shown], findings: [...findings] }];
  const isCleared = ({ id }: BriefFinding): boolean => cleared.includes(id);
  return [
    { title: "One plan clears these", findings: findings.filter(isCleared) },
    { title: "You decide these", findings: findings.filter((finding) => !isCleared(finding)) },
  ].filter((band) => band.findings.length > 0);
}
