/** SQLSTATE classes whose message names a server's state, and never a value (PostgreSQL docs, appendix A). */
const SAFE_STATES = /^(08|25|28000|28P01|3D|53|57|58)/;

/** Errors of the engine and of parsers: their messages quote what they could not read. */
const QUOTING = new Set(["SyntaxError", "ZodError", "$ZodError", "URIError"]);

/** A name that a class can have, or the kind of what is no error; an error's own field may hold anything. */
export const ERROR_NAME = /^(?:an? [a-z]+|[A-Za-z_$][\w$.]{0,60})$/;
/** A code as Postgres, Node and libraries give them. */
export const ERROR_CODE = /^[A-Z0-9_]{2,40}$/;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Returns a text field of an error, null where it has none. */
function fieldOf(error: object, name: string): string | null {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" && value !== "" ? value : null;
}

const nameOf = ({ name }: Error): string => (ERROR_NAME.test(name) ? name : "Error");

function codeOf(error: object): string | null {
  const code = fieldOf(error, "code");
  return code !== null && ERROR_CODE.test(code) ? code : null;
}

/** Secrets as they stand in texts: passwords of connection strings, tokens of addresses, cookies, credentials of headers. */
const SECRETS: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi, "$1…@"],
  [/([?&](?:token|password|secret|key|code|signature)=)[^&\s"']+/gi, "$1…"],
  [/\b((?:__Host-|__Secure-)?headroom[\w.-]*=)[^;\s"']+/g, "$1…"],
  [/\b(\w*_(?:SECRET|TOKEN|PASSWORD|KEY)(?:_PREVIOUS)?=)[^;\s"']+/g, "$1…"],
  [/\b((?:set-)?cookie|authorization)(["']?\s*[:=]\s*).*/gi, "$1$2…"],
  [/\b(password|passwd|secret|token)(["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;)}]+)/gi, "$1$2…"],
  // A token of the API, in any position.
  [/\bhdr_[\w-]{8,}/g, "hdr_…"],
  // What drizzle says of a query that failed: its text, then its parameters to the end.
  [/Failed query:[\s\S]*/g, "Failed query (its text and parameters are left out)"],
  [/\bparams:[\s\S]*/g, "params: …"],
];

/** Returns a text without the secrets that can be known by their shape. */
export const redactText = (text: string): string =>
  SECRETS.reduce((left, [secret, instead]) => left.replace(secret, instead), text);

/** Returns the first line of a message without what it quotes, which can be a value: "(reading 'x')" names a field of ours. */
const withoutQuotes = (message: string): string =>
  redactText(message.split("\n", 1)[0] ?? "")
    .replace(/(\(reading )'([A-Za-z_$][\w$]{0,39})'\)/g, "$1$2)")
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .slice(0, 300);

/** Returns what a server's ErrorResponse may say in a log: its code, and names of the schema; its words only of safe classes. */
function refusal(error: object, code: string): string {
  const names = ["schema", "table", "column", "constraint", "routine"].flatMap((field) => {
    const value = fieldOf(error, field);
    return value === null ? [] : [`${field} ${value.slice(0, 63)}`];
  });
  const says = SAFE_STATES.test(code)
    ? ` ${redactText(fieldOf(error, "message") ?? "").split("\n", 1)[0]}`
    : "";
  return `SQLSTATE ${code}${says}${names.length === 0 ? "" : ` (${names.join(", ")})`}`;
}

/** Returns what an error of the system says: its code, what was called, and at which address. */
function systemCall(error: object, code: string, syscall: string): string {
  const address = fieldOf(error, "address") ?? fieldOf(error, "hostname");
  const port: unknown = Reflect.get(error, "port");
  const place = address === null ? "" : ` ${address}${typeof port === "number" ? `:${port}` : ""}`;
  return `${code} (${syscall}${place})`;
}

function saysOf(error: Error): string {
  const code = codeOf(error);
  if (code !== null && fieldOf(error, "severity") !== null) return refusal(error, code);
  const syscall = fieldOf(error, "syscall");
  if (code !== null && syscall !== null) return systemCall(error, code, syscall);
  if (code !== null) return code;
  return QUOTING.has(error.name) || "params" in error ? "" : withoutQuotes(error.message);
}

/** Returns the frames of a stack, and nothing of the message that stands before them, which may have lines like frames. */
function framesOf({ stack = "", message, name }: Error): string[] {
  const at = message === "" ? -1 : stack.indexOf(message);
  const frames = at < 0 ? stack.replace(name, "") : stack.slice(at + message.length);
  return frames
    .split("\n")
    .filter((line) =>
      /^\s+at (?:[^"'`]* )?\(?(?:async )?(?:file:|node:|webpack|turbopack|native|\/|[A-Za-z]:\\|<anonymous>)[^"'`]*\)?$/.test(
        line,
      ),
    )
    .slice(0, 20);
}

/** The mark under which a page shows that it failed: Next's hash of the error. */
function markOf(error: unknown): string | null {
  const digest = error instanceof Error ? fieldOf(error, "digest") : null;
  return digest !== null && /^\d{1,12}$/.test(digest) ? digest : null;
}

const DEPTH = 5;

/** An error as a log may have it. */
export type ErrorRecord = {
  /** The error and what caused it; something that is no error has its kind in place of a name. */
  errors: { name: string; code?: string; says: string }[];
  mark: string | null;
  /** Places of the error, the innermost frame first. */
  stack: string[];
};

/**
 * Returns an error as a log may have it: its kind, code and place, and those of what caused it. No statement, no parameter
 * and no value that a driver, a parser or the engine quoted is in it.
 */
export function recordError(error: unknown): ErrorRecord {
  const errors: ErrorRecord["errors"] = [];
  const seen = new Set<unknown>();
  for (let at = error; at !== undefined && at !== null && seen.size < DEPTH && !seen.has(at);) {
    seen.add(at);
    if (!(at instanceof Error)) {
      errors.push({ name: isObject(at) ? "an object" : `a ${typeof at}`, says: "" });
      break;
    }
    const code = codeOf(at);
    errors.push({ name: nameOf(at), ...(code !== null && { code }), says: saysOf(at) });
    at = at.cause;
  }
  return { errors, mark: markOf(error), stack: error instanceof Error ? framesOf(error) : [] };
}

/** Returns the errors of a record in one line, the outermost first. */
export const errorLine = ({ errors, mark }: ErrorRecord): string =>
  errors.map(({ name, says }) => (says === "" ? name : `${name}: ${says}`)).join(" ← ") +
  (mark === null ? "" : ` (mark ${mark})`);

/** Returns an error as text, as `recordError` has it: its kinds and codes in one line, then its place. */
export function describeError(error: unknown): string {
  const record = recordError(error);
  return [errorLine(record), ...record.stack].join("\n");
}

/** Returns one argument of a log call as a log may have it: texts redacted, errors described, objects by their kind alone. */
export function redactArgument(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (value instanceof Error) return describeError(value);
  if (isObject(value)) return `[${value.constructor?.name ?? "Object"}]`;
  return typeof value === "function" || typeof value === "symbol" ? `[${typeof value}]` : value;
}
