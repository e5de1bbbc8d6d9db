/** Nothing that Headroom reads is nested as deep; a megabyte of brackets keeps the parser for more than a second. */
const DEEPEST = 100;

/** Tells whether lists and objects stand in one another deeper than `DEEPEST`, in one pass that keeps nothing. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "[" || letter === "{") {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (letter === "]" || letter === "}") depth -= 1;
  }
  return false;
}

/** Returns what a JSON text holds, undefined for a text that is no JSON or is nested more than 100 deep. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
