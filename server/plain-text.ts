import "server-only";
import { BadInput } from "./errors";

/** How deep and how wide input may be; ours is five deep, and a scope has at most some thousand names. */
const MOST_DEPTH = 64;
const MOST_VALUES = 200_000;

const NUL = "It contains a NUL character, which Postgres cannot store. Take it out.";
const BROKEN = "It contains half of a character (a lone surrogate). Type or paste it again.";

const flawOf = (text: string): string | null =>
  text.includes("\0") ? NUL : text.isWellFormed() ? null : BROKEN;

const refuse = (path: readonly string[], flaw: string): BadInput =>
  new BadInput(path.length === 0 ? `A text that was sent cannot be taken. ${flaw}` : flaw, {
    [path.join(".")]: flaw,
  });

function entriesOf(value: object): Iterable<[unknown, unknown]> {
  if (value instanceof Map || value instanceof FormData || value instanceof URLSearchParams)
    return value.entries();
  if (value instanceof Set) return [...value].entries();
  if (ArrayBuffer.isView(value) || value instanceof Date || value instanceof Blob) return [];
  return Object.entries(value);
}

/**
 * Lets input pass whose texts Postgres can store: no NUL and no lone surrogate, in a value or a name, at any depth. Every
 * parser of input and every server action begins with it, so that such a text is refused and never becomes an error of the store.
 * @throws BadInput that names the field, also for input that is deeper or larger than any of ours
 */
export function requirePlainText(input: unknown): void {
  const seen = new Set<object>();
  const path: string[] = [];
  let count = 0;
  const walk = (value: unknown): void => {
    if (typeof value === "string") {
      const flaw = flawOf(value);
      if (flaw !== null) throw refuse(path, flaw);
      return;
    }
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (path.length > MOST_DEPTH) throw new BadInput("What was sent is nested too deeply.");
    for (const [name, member] of entriesOf(value)) {
      if ((count += 1) > MOST_VALUES) throw new BadInput("What was sent has too many values.");
      walk(name);
      path.push(String(name));
      walk(member);
      path.pop();
    }
  };
  walk(input);
}
