import "server-only";
import { parseArgs } from "node:util";
import { FORM_IDS, isFormId, type FormId } from "@/lib/connect/forms";
import type { ConnectionFields } from "@/lib/postgres/conninfo/fields";
import { displayName } from "@/lib/postgres/identifier";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { Target } from "@/lib/target/schema";
import { connectionOf } from "./connection";
import { acceptedOf, askedOf, PLAN_OPTIONS, refuseOthers, type Asked } from "./plan-options";
import { refuseTarget, TARGET_OPTIONS, targetOf } from "./target-options";
import { UsageError } from "./usage-error";

/** Address to connect to, and the target for Electric there. */
export type Place = {
  fields: ConnectionFields;
  urlFlaws: { id: string; detail: string }[];
  target: Target;
  /** Parts of the connection string that are read otherwise than a person may expect, for the error output. */
  notices: string[];
};

/** A trial that check or try is to make: Electric's pool is opened only where that was asked for. */
export type TrialWish = { pool: boolean };

export type Wish =
  | { command: "help" }
  | { command: "version" }
  | { command: "explain"; asked: string; format: "people" | "json" }
  | (Place & { command: "check"; format: "people" | "json" | "markdown"; trial: TrialWish | null })
  | (Place & { command: "try"; format: "people" | "json"; trial: TrialWish })
  | (Place & { command: "connect"; form: FormId })
  | (Place & { command: "plan"; format: "people" | "json" | "sql"; asked: Asked })
  | (Place & {
      command: "apply";
      format: "people" | "json";
      asked: Asked;
      dry: boolean;
      /** The warnings of the plan that are accepted. */
      accepted: AcceptanceId[];
      /** No question is asked before it runs. */
      yes: boolean;
      /** File for what undoes it; null for none. */
      undoFile: string | null;
    });

const flag = { type: "boolean" } as const;
const OPTIONS = {
  ...TARGET_OPTIONS,
  ...PLAN_OPTIONS,
  json: flag,
  markdown: flag,
  trial: flag,
  "trial-pool": flag,
  form: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

const isValue = (word: string | undefined): word is string => word !== undefined && !word.startsWith("-");
const isConnectionString = (word: string): boolean => /:\/\/|=/.test(word);

/** Options that take names until the next option. */
const LISTS: ReadonlySet<string> = new Set(["--schema", "--table", "--for", "--drop-orphan", "--accept"]);

/** `--schema public shop` means `--schema public --schema shop`: names go on until an option or a connection string. */
function repeated(argv: readonly string[]): string[] {
  const words: string[] = [];
  let list: string | null = null;
  for (const [at, word] of argv.entries()) {
    const first = list !== null && argv[at - 1] === list;
    if (list !== null && !first && isValue(word) && !isConnectionString(word)) words.push(list);
    else if (!first) list = LISTS.has(word) ? word : null;
    words.push(word);
  }
  return words;
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({ args: repeated(argv), options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message may repeat an argument, and an argument may hold a password.
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new UsageError("There is an option that headroom does not know.");
    throw new UsageError("An option lacks its value, or has one that it does not take.");
  }
}

function formOf(given: string = "env"): FormId {
  if (!isFormId(given)) throw new UsageError(`--form is one of ${FORM_IDS.join(", ")}.`);
  return given;
}

function wishOf(command: string, place: Place, values: ReturnType<typeof split>["values"]): Wish {
  if (command !== "connect" && values.form !== undefined)
    throw new UsageError("--form is an option of headroom connect.");
  if (command === "check") {
    const format = values.json ? "json" : values.markdown ? "markdown" : "people";
    const pool = values["trial-pool"] === true;
    return { command, ...place, format, trial: values.trial || pool ? { pool } : null };
  }
  if (values.trial) throw new UsageError("--trial is an option of headroom check.");
  if (command !== "try" && values["trial-pool"])
    throw new UsageError("--trial-pool is an option of headroom check and headroom try.");
  if (values.markdown) throw new UsageError("--markdown is an option of headroom check.");
  if (command === "try")
    return {
      command,
      ...place,
      format: values.json ? "json" : "people",
      trial: { pool: values["trial-pool"] === true },
    };
  if (command === "connect") {
    if (values.json) throw new UsageError("--json is an option of headroom check, try, plan and apply.");
    return { command, ...place, form: formOf(values.form) };
  }
  const asked = askedOf(values, place.target.strategy);
  if (asked.undo !== null) refuseTarget(values);
  if (command === "plan") {
    if (values.json && values.sql) throw new UsageError("Give either --json or --sql.");
    return { command, ...place, asked, format: values.json ? "json" : values.sql ? "sql" : "people" };
  }
  const [dry, yes] = [values["dry-run"] === true, values.yes === true];
  if (values.json && !dry && !yes)
    throw new UsageError("apply --json shows no plan to agree to: it needs --yes or --dry-run.");
  const undoFile = values["undo-file"] ?? null;
  if (dry && undoFile !== null) throw new UsageError("A dry run leaves nothing to undo: no --undo-file.");
  const accepted = acceptedOf(values);
  const format = values.json ? "json" : "people";
  return { command: "apply", ...place, asked, dry, accepted, yes, undoFile, format };
}

/** The target; where no option names schemas or tables, the schemas that the connection string names for the application. */
function targetIn(
  values: ReturnType<typeof split>["values"],
  schemas: readonly string[],
  notices: readonly string[],
): Pick<Place, "target" | "notices"> {
  const target = targetOf(values);
  if (
    schemas.length === 0 ||
    values.schema !== undefined ||
    values.table !== undefined ||
    values.undo !== undefined
  )
    return { target, notices: [...notices] };
  const names = schemas.map(displayName).join(", ");
  const notice = `Target: schema ${names}, from the connection string. --schema chooses another.`;
  return {
    target: { ...target, scope: { kind: "schemas", schemas: [...schemas] } },
    notices: [...notices, notice],
  };
}

/** The options that explain takes: it connects to nothing, so that no other has a meaning. */
const EXPLAIN_OPTIONS: ReadonlySet<string> = new Set(["json"]);

/** An error text may stand in several words, without quotes. */
function explainWish(words: readonly string[], values: ReturnType<typeof split>["values"]): Wish {
  if (Object.keys(values).some((name) => !EXPLAIN_OPTIONS.has(name)))
    throw new UsageError("headroom explain takes --json and no other option.");
  const asked = words.join(" ");
  if (asked.trim() === "")
    throw new UsageError(
      "Say what to explain: headroom explain <check id, error text or slug>, or - for standard input.",
    );
  return { command: "explain", asked, format: values.json ? "json" : "people" };
}

const COMMANDS: ReadonlySet<string> = new Set(["check", "try", "plan", "apply", "connect"]);

/**
 * Reads the arguments of `headroom`.
 * @throws UsageError when they cannot be meant
 */
export function readArguments(argv: readonly string[]): Wish {
  const { values, positionals } = split(argv);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const [command, given, ...rest] = positionals;
  if (command === undefined) throw new UsageError("Say what to do: headroom check <connection string>.");
  if (command === "explain") return explainWish(positionals.slice(1), values);
  if (!COMMANDS.has(command))
    throw new UsageError(
      "The commands are check, try, plan, apply, connect and explain: headroom check <connection string>.",
    );
  if (given === undefined)
    throw new UsageError(`The connection string is missing: headroom ${command} <connection string>.`);
  if (rest.length > 0)
    throw new UsageError("There is more than one connection string. Quote the one that you mean.");
  if (values.json && values.markdown) throw new UsageError("Give either --json or --markdown.");
  refuseOthers(command, values);
  const { schemas, ...connection } = connectionOf(given);
  return wishOf(command, { ...connection, ...targetIn(values, schemas, connection.notices) }, values);
}
