import "server-only";
import { checkOf } from "@/lib/checks";
import { entryOf } from "@/lib/troubleshoot/entries";
import { layout, verbatim } from "@/lib/report/layout";
import { plain, plainJson, plainText, type Paint } from "@/lib/report/terminal";
import { count } from "@/lib/text/words";
import { explainReport, type ExplainedError, type ExplainReport } from "./explain-report";
import type { Surroundings } from "./login";
import type { Wish } from "./options";
import { painter } from "./print";

type Explain = Extract<Wish, { command: "explain" }>;

/** Further errors of a text are named and not explained. */
const MOST_IN_FULL = 1;

const indented = (text: string, by: string): string[] =>
  plainText(text)
    .split("\n")
    .map((line) => verbatim(`${by}${line}`));

function errorLines(error: ExplainedError, paint: Paint): string[] {
  const { slug, title, found, line, meaning, more, reaction, electric, steps, checks, source } = error;
  const times = error.count !== null && error.count > 1 ? `, ${error.count} times in all` : "";
  return [
    `${paint(1, plain(title))}  ${paint(2, slug)}`,
    ...(found === null ? [] : ["", ...indented(found, "  > ")]),
    ...(line === null ? [] : [`  line ${line}${times}`]),
    "",
    `  meaning    ${plain(meaning)}${more === null ? "" : ` ${plain(more)}`}`,
    `  Electric   ${plain(reaction)}. ${plain(electric)}`,
    ...steps.flatMap(({ says, code }, index) => [
      `  step ${index + 1}     ${plain(says)}`,
      ...(code === null ? [] : indented(code, "      ")),
    ]),
    ...checks.map((id) => `  check      ${plain(checkOf(id)?.title ?? id)} (${id})`),
    `  source     ${plain(source)}`,
  ];
}

const titled = (slug: string): string => `  ${entryOf(slug)?.title ?? slug}  ${slug}`;

function checkLines(
  { id, title, why, source, errors }: NonNullable<ExplainReport["check"]>,
  paint: Paint,
): string[] {
  return [
    `${paint(1, plain(title))}  ${paint(2, id)}`,
    "",
    `  why        ${plain(why)}`,
    `  source     ${plain(source)}`,
    ...(errors.length === 0 ? [] : ["", "Errors that it finds:", ...errors.map(titled)]),
  ];
}

/** Returns a report of `explain` for people, as lines. */
export function printedExplanation(
  { check, errors, nearest }: ExplainReport,
  { colours, width }: Pick<Surroundings, "colours" | "width">,
): string {
  const paint = painter(colours);
  if (check !== null) return `${layout(checkLines(check, paint), width)}\n`;
  const rest = errors.slice(MOST_IN_FULL);
  const lines = [
    ...errors.slice(0, MOST_IN_FULL).flatMap((error) => errorLines(error, paint)),
    ...(rest.length === 0
      ? []
      : ["", `${count(rest.length, "further known error")} in it:`, ...rest.map(({ slug }) => titled(slug))]),
    ...(errors.length > 0 ? [] : ["This is not known."]),
    ...(nearest.length === 0 ? [] : ["The nearest known errors:", ...nearest.map(titled)]),
  ];
  return `${layout(lines, width)}\n`;
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  stdin.setEncoding("utf8");
  const parts: string[] = [];
  for await (const part of stdin) parts.push(String(part));
  return parts.join("");
}

/** Runs one explanation: `-` reads standard input. Returns 0 for what is known and 1 for what is not. Connects to nothing. */
export async function runExplain(
  { asked, format }: Explain,
  { stdin, ...terminal }: Pick<Surroundings, "stdin" | "colours" | "width">,
): Promise<{ text: string; status: 0 | 1 }> {
  const report = explainReport(asked === "-" ? await readAll(stdin) : asked);
  const status = report.check === null && report.errors.length === 0 ? 1 : 0;
  const text = format === "json" ? `${plainJson(report)}\n` : printedExplanation(report, terminal);
  return { text, status };
}
