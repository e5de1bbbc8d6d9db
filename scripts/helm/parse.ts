/*
 * Reads the part of Go's templates (text/template) that the chart uses: values, variables, pipelines, `if`, `with`, `define` and comments.
 * Anything else is an error, so that nothing is rendered in another way than Helm does.
 */

export type Expression =
  | { kind: "literal"; value: string | number | boolean }
  /** `.Values.url` from the dot, `$.Values.url` from the root, `$url` of a variable. */
  | { kind: "path"; from: "." | "$" | string; path: readonly string[] }
  | { kind: "call"; name: string; inputs: readonly Expression[] };

export type Branch = { when: Expression | null; body: readonly Part[] };

export type Part =
  | { kind: "text"; text: string }
  | { kind: "print"; value: Expression }
  | { kind: "assign"; name: string; value: Expression }
  | { kind: "if"; branches: readonly Branch[] }
  | { kind: "with"; value: Expression; body: readonly Part[]; otherwise: readonly Part[] };

export type Templates = { body: readonly Part[]; named: ReadonlyMap<string, readonly Part[]> };

type Token = { text: string } | { action: string };

/** Cuts a file into texts and actions; `{{-` and `-}}` take the white space beside them away. */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let trims = false;
  let at = 0;
  for (const match of source.matchAll(/\{\{(-(?=\s))?([\s\S]*?)((?<=\s)-)?\}\}/g)) {
    const [whole, left, action = "", right] = match;
    let text = source.slice(at, match.index);
    if (trims) text = text.trimStart();
    if (left !== undefined) text = text.trimEnd();
    if (text !== "") tokens.push({ text });
    if (!/^\s*\/\*[\s\S]*\*\/\s*$/.test(action)) tokens.push({ action: action.trim() });
    trims = right !== undefined;
    at = match.index + whole.length;
  }
  const rest = source.slice(at);
  tokens.push({ text: trims ? rest.trimStart() : rest });
  return tokens;
}

const WORD = /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[$.\w]+|[()|])/y;

function wordsOf(text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  for (let at = 0; at < text.trimEnd().length; at = WORD.lastIndex) {
    WORD.lastIndex = at;
    const [, word] = WORD.exec(text) ?? [];
    if (word === undefined) throw new Error(`Not a part of an action that is read here: ${text.slice(at)}`);
    words.push(word);
  }
  return words;
}

function operandOf(word: string): Expression {
  if (word.startsWith('"')) return { kind: "literal", value: String(JSON.parse(word)) };
  if (/^-?\d/.test(word)) return { kind: "literal", value: Number(word) };
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
  if (word.startsWith(".")) return { kind: "path", from: ".", path: word.split(".").filter(Boolean) };
  if (word.startsWith("$")) {
    const [from = "$", ...path] = word.split(".");
    return { kind: "path", from, path };
  }
  return { kind: "call", name: word, inputs: [] };
}

/** Reads one pipeline up to its end or a closing parenthesis: each command gets the result before it as its last input. */
function pipelineOf(words: string[]): Expression {
  let result: Expression | null = null;
  for (;;) {
    const parts: Expression[] = [];
    for (let word = words[0]; word !== undefined && word !== "|" && word !== ")"; word = words[0]) {
      words.shift();
      if (word === "(") {
        parts.push(pipelineOf(words));
        if (words.shift() !== ")") throw new Error("A parenthesis is not closed.");
      } else parts.push(operandOf(word));
    }
    const [first, ...inputs] = parts;
    if (first === undefined) throw new Error("A command is empty.");
    if (first.kind === "call" && first.inputs.length === 0)
      result = { ...first, inputs: result === null ? inputs : [...inputs, result] };
    else if (inputs.length === 0 && result === null) result = first;
    else throw new Error("A value is called like a function.");
    if (words[0] !== "|") return result;
    words.shift();
  }
}

/** Returns the expression of an action's text. */
export function expressionOf(text: string): Expression {
  const words = wordsOf(text);
  const expression = pipelineOf(words);
  if (words.length > 0) throw new Error(`Too much in one action: ${text}`);
  return expression;
}

class Reader {
  readonly named = new Map<string, readonly Part[]>();
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** Reads parts up to one of these keywords, and returns it with what follows it; null at the end of the file. */
  parts(): { parts: Part[]; end: string | null } {
    const parts: Part[] = [];
    for (let token = this.tokens[this.#at]; token !== undefined; token = this.tokens[this.#at]) {
      this.#at += 1;
      if ("text" in token) parts.push({ kind: "text", text: token.text });
      else if (/^(?:else|end)\b/.test(token.action)) return { parts, end: token.action };
      else parts.push(...this.#action(token.action));
    }
    return { parts, end: null };
  }

  #action(action: string): Part[] {
    const [, keyword = "", rest = ""] = /^(if|with|define)\s+([\s\S]*)$/.exec(action) ?? [];
    if (keyword === "if") return [this.#if(rest)];
    if (keyword === "with") return [this.#with(rest)];
    if (keyword === "define") {
      const { parts } = this.#body();
      this.named.set(String(JSON.parse(rest)), parts);
      return [];
    }
    const [, name, value] = /^(\$\w+)\s*:=\s*([\s\S]*)$/.exec(action) ?? [];
    if (name !== undefined && value !== undefined)
      return [{ kind: "assign", name, value: expressionOf(value) }];
    return [{ kind: "print", value: expressionOf(action) }];
  }

  #body(): { parts: Part[]; end: string } {
    const { parts, end } = this.parts();
    if (end === null) throw new Error("An action is not ended.");
    return { parts, end };
  }

  #if(condition: string): Part {
    const branches: Branch[] = [];
    let when: Expression | null = expressionOf(condition);
    for (;;) {
      const { parts, end } = this.#body();
      branches.push({ when, body: parts });
      if (end === "end") return { kind: "if", branches };
      const [, next] = /^else if\s+([\s\S]*)$/.exec(end) ?? [];
      when = next === undefined ? null : expressionOf(next);
    }
  }

  #with(text: string): Part {
    const value = expressionOf(text);
    const { parts: body, end } = this.#body();
    const otherwise = end === "else" ? this.#body().parts : [];
    return { kind: "with", value, body, otherwise };
  }
}

/** Reads a template file. @throws Error for what is not read here */
export function parseTemplate(source: string): Templates {
  const reader = new Reader(tokensOf(source));
  const { parts, end } = reader.parts();
  if (end !== null) throw new Error(`There is nothing to end: ${end}`);
  return { body: parts, named: reader.named };
}
