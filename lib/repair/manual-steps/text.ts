import { verbatim } from "@/lib/report/layout";
import { plain, plainSql, type Paint } from "@/lib/report/terminal";
import type { ManualStep } from "./schema";

/** A step's own restart, or that it is the one of the step before. */
const restartLine = (restart: string, before: string | null): string =>
  `    ${restart === before ? "The same restart as above." : plain(restart)}`;

function stepLines(step: ManualStep, before: string | null, paint: Paint): string[] {
  const { title, says, unseen, value, path, commands, restart, source } = step;
  return [
    `  - ${paint(1, plain(title))}`,
    `    ${plain(says)}`,
    ...(unseen === undefined ? [] : [`    ${plain(unseen)}`]),
    ...(value === null
      ? []
      : [
          `    ${plain(value.name)}: ${plain(value.now)} -> ${plain(value.to) || "empty"}. ${plain(value.sum)}`,
        ]),
    ...(restart === null ? [] : [restartLine(restart, before)]),
    ...(path.length === 0 ? [] : [`    in the console: ${path.map(plain).join(" > ")}`]),
    ...commands.flatMap(({ label, text }) => [
      `    ${plain(label)}:`,
      ...plainSql(text).map((line) => verbatim(`      ${line}`)),
    ]),
    `    ${paint(2, plain(source))}`,
  ];
}

/** Returns the steps that a person takes, as lines for a terminal; nothing of the database is obeyed by it. */
export const manualStepLines = (steps: readonly ManualStep[], paint: Paint): string[] =>
  steps.flatMap((step, at) => [...stepLines(step, steps[at - 1]?.restart ?? null, paint), ""]);
