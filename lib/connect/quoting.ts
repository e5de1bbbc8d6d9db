/** Raised for a value that a format has no way to carry: nothing is written then, rather than another value. */
export class UnwritableValue extends Error {
  override name = "UnwritableValue";
}

/** No shell, and no reader of a file of variables, takes these for anything but themselves. */
const BARE = /^[A-Za-z0-9_./:@%?=+,-]+$/;

/** `?` and `=` are for a shell to read where they stand bare: `?` matches a file name, and zsh expands a leading `=`. */
const BARE_WORD = /^[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:@%+,=-]*$/;

function refuseNul(text: string): void {
  if (text.includes("\0")) throw new UnwritableValue("No environment variable can hold a NUL character.");
}

/** Returns a text as one word of a POSIX shell (XCU 2.2.2): bare where nothing in it is special, else in single quotes. */
export function shellWord(text: string): string {
  refuseNul(text);
  return BARE_WORD.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Characters that a double-quoted text cannot hold raw in YAML 1.2 (5.1), TOML 1.0 or JSON, and those that are not seen or
 * change the order of what stands beside them.
 */
const ESCAPED =
  /["\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Half of a character is written as U+FFFD, as in every UTF-8 text; pairs are left whole. */
const HALVES = /\p{Surrogate}/gu;

/**
 * Returns a text in double quotes as YAML, TOML and JSON read it alike: their common escapes alone (`\n`, `\u2028`).
 */
export function doubleQuoted(text: string): string {
  refuseNul(text);
  const whole = text.replace(HALVES, "\ufffd");
  const escaped = whole.replace(/[\ud800-\udbff][\udc00-\udfff]|[^]/g, (character) =>
    character.length === 2
      ? character
      : character.replace(
          ESCAPED,
          (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
  );
  return `"${escaped}"`;
}

/**
 * Returns a line of a file of variables. Bare values are read alike by Docker's --env-file, which knows no quotes, Compose,
 * dotenv, Node and systemd; others stand in single quotes, which all but Docker read to the letter.
 * @throws UnwritableValue for a value with a single quote or a line break, which these readers take in different ways
 */
export function envLine(name: string, value: string): string {
  refuseNul(value);
  if (BARE.test(value)) return `${name}=${value}`;
  if (/['\r\n]/.test(value))
    throw new UnwritableValue(
      `${name} holds a quote or a line break, which readers of such files do not agree on.`,
    );
  return `${name}='${value}'`;
}
