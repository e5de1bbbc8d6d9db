import { count } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { reachSentences } from "@/lib/reach/text";
import { verbatim } from "@/lib/report/layout";
import { plain, plainSql, type Paint } from "@/lib/report/terminal";
import type { Phase, Plan, Step } from "./schema";
import { whyNoUndo } from "./no-undo";

/** Beyond these a terminal says how many more there are; --sql and --json have all. */
const MOST_LINES = 20;

const WHEN: Record<Phase, string> = {
  enable: "grants a right for the others",
  change: "",
  restore: "revokes a temporary grant",
  after: "after the commit, by itself",
};

const all = (steps: readonly Step[]): number =>
  steps.reduce((sum, { statements }) => sum + statements.length, 0);

/** Returns how much a plan is: "5 steps, 12 statements". */
export const sizeOf = ({ steps }: Plan): string => sizeWords(steps.length, all(steps));

/** Returns the same from the numbers. */
export const sizeWords = (steps: number, statements: number): string =>
  `${count(steps, "step")}, ${count(statements, "statement")}`;

/** Returns what a plan is for, as a sentence without its stop. */
export function purposeOf({ for: wanted, choices }: Pick<Plan, "for" | "choices">): string {
  switch (wanted.kind) {
    case "ready":
      return `makes this database ready for Electric, strategy ${choices.strategy}`;
    case "checks":
      return `makes ${wanted.checks.join(", ")} pass, strategy ${choices.strategy}`;
    case "undo":
      return "undoes what an earlier run changed";
    case "clean-up":
      return "ends Electric on this database";
  }
}

/** The lines of some statements, with how many are left out. */
function sqlLines(statements: readonly string[], indent: string): string[] {
  const lines = statements.flatMap((statement) => plainSql(`${statement.replace(/;$/, "")};`));
  const rest = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map((line) => verbatim(`${indent}${line}`));
  const more = verbatim(`${indent}-- and ${count(rest, "line")} more; --sql has the whole`);
  return rest > 0 ? [...shown, more] : shown;
}

function undoLines(step: Step): string[] {
  const { undo, phase } = step;
  // Temporary grants are revoked by the plan itself.
  if (phase === "enable" || phase === "restore") return [];
  const [first, ...rest] = undo.filter((statement) => statement !== null).reverse();
  const hopeless = undo.filter((statement) => statement === null).length;
  return [
    ...(first === undefined
      ? []
      : [
          verbatim(
            `   undo     ${plain(first)};${rest.length === 0 ? "" : ` and ${count(rest.length, "more statement")}`}`,
          ),
        ]),
    ...(hopeless === 0
      ? []
      : [`   undo     ${count(hopeless, "statement")} cannot be undone: ${whyNoUndo(step)}`]),
  ];
}

function stepLines(step: Step, number: number, paint: Paint): string[] {
  const { says, phase, lock, touches, statements } = step;
  const when = WHEN[phase] === "" ? "" : `  ${paint(2, `(${WHEN[phase]})`)}`;
  return [
    `${paint(1, `${number}. ${plain(says)}`)}${when}`,
    ...sqlLines(statements, "      "),
    ...(lock === null
      ? []
      : [`   lock     ${lock.mode} on ${count(lock.tables, "table")}: ${plain(lock.blocks)}`]),
    ...touches.map((touched) => `   touches  ${plain(touched)}`),
    ...opensLines(step),
    ...undoLines(step),
    "",
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines, ""];

/** Returns the lines on what a step opens to roles other than Electric's, each object by name. */
const opensLines = ({ opens }: Step): string[] =>
  opens.flatMap(({ role, gains, byGrant }) =>
    gains.flatMap(({ rights, on }) =>
      [
        `   opens    to ${plain(displayName(role))}${byGrant ? ", once it grants itself a role that it administers" : ""}: ${plain(rights.join(", "))}${on.length === 0 ? "" : " on"}`,
      ].concat(on.map((name) => `              ${plain(name)}`)),
    ),
  );

function promised({ promises }: Plan): string[] {
  const of = (when: "commit" | "after") =>
    promises.filter((promise) => promise.when === when).map(({ check }) => check);
  const [commit, later] = [of("commit"), of("after")];
  return [
    ...(commit.length === 0
      ? []
      : [`  before the commit, or it is rolled back: ${plain(commit.join(", "))}`]),
    ...(later.length === 0 ? [] : [`  after the commit: ${plain(later.join(", "))}`]),
  ];
}

/** Returns what a plan means, what it lacks and what has to be accepted: what has to be read before it runs. */
export function planSummary({ consequences, missing, acceptances, admin }: Plan, paint: Paint): string[] {
  return [
    ...section(
      "What it means",
      consequences.map((sentence) => `  - ${plain(sentence)}`),
    ),
    ...section(
      paint(31, `Missing, so that it cannot run as ${plain(admin)}`),
      missing.flatMap(({ what, who, sql }) => [
        `  - ${plain(what)} ${plain(who)}`,
        ...(sql === null ? [] : sqlLines([sql], "      ")),
      ]),
    ),
    ...acceptances.flatMap(({ id, what, objects }) =>
      section(paint(33, `Accept before it runs: --accept ${id}`), [
        `  ${plain(what)}`,
        ...objects.slice(0, MOST_LINES).map((object) => `  - ${plain(object)}`),
        ...(objects.length > MOST_LINES ? [`  and ${objects.length - MOST_LINES} more; --json has all`] : []),
      ]),
    ),
  ];
}

/**
 * Returns a plan for people, as lines: its summary first, then each step with its SQL, lock and undo, then what it promises and what
 * it leaves. A terminal takes no text of the database for a command.
 */
export function planLines(plan: Plan, paint: Paint): string[] {
  return [
    ...planSummary(plan, paint),
    ...plan.steps.flatMap((step, at) => stepLines(step, at + 1, paint)),
    ...section(
      "What each role can do after this",
      reachSentences(plan.reach).map((sentence) => `  - ${plain(sentence)}`),
    ),
    ...section("Checks that pass then", promised(plan)),
    ...section(
      "What stays as it is",
      plan.leaves.map(({ check, why }) => `  - ${plain(check)}: ${plain(why)}`),
    ),
  ];
}
