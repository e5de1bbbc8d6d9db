import { stringify } from "yaml";
import { parseTemplate, type Expression, type Part } from "./parse";

type Scope = { dot: unknown; root: unknown; variables: Map<string, unknown> };
type Named = ReadonlyMap<string, readonly Part[]>;

/** Returns whether a value counts as true, as text/template has it: not empty. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Returns a value as it is printed. @throws Error for a list, a map or nothing, which Helm would print in a form of Go */
function printed(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`This cannot be printed: ${JSON.stringify(value)}`);
}

const indented = (text: string, width: number): string => text.replaceAll(/^/gm, " ".repeat(width));

/** Functions of Sprig and Helm that the chart calls. The value before a pipe is the last input. */
const FUNCTIONS: Readonly<Record<string, (...inputs: unknown[]) => unknown>> = {
  contains: (part, text) => printed(text).includes(printed(part)),
  default: (otherwise, value) => (isTrue(value) ? value : otherwise),
  join: (between, list) => (Array.isArray(list) ? list.map(printed).join(printed(between)) : printed(list)),
  nindent: (width, text) => `\n${indented(printed(text), Number(width))}`,
  printf: (format, ...inputs) => {
    let at = 0;
    return printed(format).replaceAll("%s", () => printed(inputs[at++]));
  },
  quote: (value) => JSON.stringify(printed(value)),
  regexReplaceAll: (pattern, text, to) =>
    printed(text).replaceAll(
      new RegExp(printed(pattern), "g"),
      printed(to).replaceAll(/\$\{(\d)\}/g, "$$$1"),
    ),
  required: (message, value) => {
    if (value === undefined || value === null || value === "") throw new Error(printed(message));
    return value;
  },
  toYaml: (value) => stringify(value, { lineWidth: 0 }).trimEnd(),
  trimSuffix: (suffix, text) => {
    const [whole, end] = [printed(text), printed(suffix)];
    return whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole;
  },
  trunc: (length, text) => printed(text).slice(0, Number(length)),
};

class Renderer {
  constructor(private readonly named: Named) {}

  render(parts: readonly Part[], scope: Scope): string {
    return parts.map((part) => this.#part(part, scope)).join("");
  }

  #part(part: Part, scope: Scope): string {
    switch (part.kind) {
      case "text":
        return part.text;
      case "print":
        return printed(this.#value(part.value, scope));
      case "assign":
        scope.variables.set(part.name, this.#value(part.value, scope));
        return "";
      case "if": {
        const branch = part.branches.find(({ when }) => when === null || isTrue(this.#value(when, scope)));
        return branch === undefined ? "" : this.render(branch.body, scope);
      }
      case "with": {
        const dot = this.#value(part.value, scope);
        return isTrue(dot) ? this.render(part.body, { ...scope, dot }) : this.render(part.otherwise, scope);
      }
    }
  }

  #value(expression: Expression, scope: Scope): unknown {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "path":
        return this.#at(expression, scope);
      case "call": {
        const inputs = expression.inputs.map((input) => this.#value(input, scope));
        if (expression.name === "include") return this.#include(inputs);
        const call = FUNCTIONS[expression.name];
        if (call === undefined) throw new Error(`There is no function ${expression.name} here.`);
        return call(...inputs);
      }
    }
  }

  #at({ from, path }: { from: string; path: readonly string[] }, { dot, root, variables }: Scope): unknown {
    if (from !== "." && from !== "$" && !variables.has(from))
      throw new Error(`There is no variable ${from}.`);
    let value = from === "." ? dot : from === "$" ? root : variables.get(from);
    for (const name of path) {
      // A value that is not in values.yaml is a mistake of the template; Helm would print nothing for it.
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
        throw new Error(`There is no value ${path.join(".")}.`);
      value = new Map<string, unknown>(Object.entries(value)).get(name);
    }
    return value;
  }

  #include([name, dot]: readonly unknown[]): string {
    const parts = this.named.get(printed(name));
    if (parts === undefined) throw new Error(`There is no template ${printed(name)}.`);
    return this.render(parts, { dot, root: dot, variables: new Map() });
  }
}

/**
 * Renders the files of a chart's templates by their names, with what Helm calls the top-level values (`Values`, `Release`, `Chart`).
 * @throws Error for a value that is required and missing, and for what the templates do that is not known here
 */
export function renderTemplates(
  files: Readonly<Record<string, string>>,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const parsed = Object.entries(files).map(([name, text]) => ({ name, ...parseTemplate(text) }));
  const renderer = new Renderer(new Map(parsed.flatMap(({ named }) => [...named])));
  return Object.fromEntries(
    parsed
      .filter(({ name }) => !name.startsWith("_"))
      .map(({ name, body }) => [
        name,
        renderer.render(body, { dot: values, root: values, variables: new Map() }),
      ]),
  );
}
