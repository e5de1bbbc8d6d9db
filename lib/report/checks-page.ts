import type { Check } from "@/lib/checks/define";
import { GROUPS, type Group } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";

const HEAD = `# The checks

Every check, from its own file in \`lib/checks\`. An id is stable: it stands in addresses, exports and on the command line. Each
says **pass**, **fail**, **warn**, **unknown** (with the grant that would show it) or **not applicable**. A check whose worst is
_warn_ never makes a database "not ready".

Made by \`npm run checks-doc\`; a test compares this page with the checks.
`;

/** Returns a cell of a table of Markdown. */
const cell = (text: string): string => text.replaceAll("|", String.raw`\|`).replace(/\s+/g, " ");

const entryOf = ({ id, title, why, source, worst }: Check): string =>
  `### \`${id}\`

${cell(title)}. Worst: **${worst}**.

${cell(why)}

Source: ${cell(source)}
`;

const groupOf = ({ id }: Check): string => id.slice(0, id.indexOf("."));

/** Returns the page docs/checks.md: each check with what it judges, why, and where the fact is from. */
export function checksPage(checks: readonly Check[], groups: Readonly<Record<Group, string>>): string {
  const parts = GROUPS.flatMap((group) => {
    const own = checks.filter((check) => groupOf(check) === group);
    return own.length === 0 ? [] : [`## ${groups[group]}\n\n${own.map(entryOf).join("\n")}`];
  });
  return `${HEAD}\nThere are ${count(checks.length, "check")}.\n\n${parts.join("\n")}`;
}
