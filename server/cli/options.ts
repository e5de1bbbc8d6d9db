import "server-only";
import { FORM_IDS, isFormId, type FormId } from "@/lib/connect/forms";
import type { ConnectionFields } from "@/lib/postgres/conninfo/fields";
import { displayName } from "@/lib/postgres/identifier";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { Target } from "@/lib/target/schema";
import { connectionOf } from "./connection";
import { splitArguments, type Arguments, type Values } from "./arguments";
import type { CommandName } from "./command-table";
import { acceptedOf, askedOf, type Asked } from "./plan-options";
import { isStoreCommand, storeWishOf, type StoreCommand, type StoreWish } from "./store-options";
import { refuseTarget, targetOf } from "./target-options";
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

/** Place of a command: a database that was named, or the sandbox, which is started for it. */
type Where = (Place & { sandbox: false }) | { sandbox: true; target: Target };

export type Wish =
  | StoreWish
  | { command: "explain"; asked: string; format: "people" | "json" }
  | (Where & {
      command: "check";
      format: "people" | "json" | "markdown";
      trial: TrialWish | null;
      verbose: boolean;
    })
  | (Where & { command: "try"; format: "people" | "json"; trial: TrialWish })
  | (Place & { command: "connect"; form: FormId })
  | (Where & { command: "plan"; format: "people" | "json" | "sql"; asked: Asked })
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
      verbose: boolean;
    });

function formOf(given: string = "env"): FormId {
  if (!isFormId(given)) throw new UsageError(`--form is one of ${FORM_IDS.join(", ")}.`, "connect");
  return given;
}

type DatabaseCommand = Exclude<CommandName, "explain" | "completion" | StoreCommand>;

function wishOf(command: DatabaseCommand, where: Where, values: Values): Wish {
  const verbose = values.verbose === true;
  const pool = values["trial-pool"] === true;
  const machine = values.json ? "json" : "people";
  if (command === "check") {
    const format = values.markdown ? "markdown" : machine;
    return { command, ...where, format, verbose, trial: values.trial || pool ? { pool } : null };
  }
  if (command === "try") return { command, ...where, format: machine, trial: { pool } };
  if (command === "plan") {
    if (values.json && values.sql) throw new UsageError("Give either --json or --sql.", command);
    const asked = askedOf(values, where.target.strategy);
    return { command, ...where, asked, format: values.sql ? "sql" : machine };
  }
  // No table of options lets the sandbox through to here.
  if (where.sandbox) throw new UsageError("The sandbox of --sandbox goes with check, try and plan.", command);
  if (command === "connect") return { command, ...where, form: formOf(values.form) };
  return applyOf(where, values, verbose);
}

function applyOf(place: Place, values: Values, verbose: boolean): Wish {
  const asked = askedOf(values, place.target.strategy);
  const [dry, yes] = [values["dry-run"] === true, values.yes === true];
  if (values.json && !dry && !yes)
    throw new UsageError("apply --json shows no plan to agree to: it needs --yes or --dry-run.", "apply");
  const undoFile = values["undo-file"] ?? null;
  if (dry && undoFile !== null)
    throw new UsageError("A dry run leaves nothing to undo: no --undo-file.", "apply");
  const accepted = acceptedOf(values);
  const format = values.json ? "json" : "people";
  return { command: "apply", ...place, asked, dry, accepted, yes, undoFile, format, verbose };
}

/** The target; where no option names schemas or tables, the schemas that the connection string names for the application. */
function targetIn(
  values: Values,
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

/** An error text may stand in several words, without quotes. */
function explainWish(words: readonly string[], values: Values): Wish {
  const asked = words.join(" ");
  if (asked.trim() === "")
    throw new UsageError(
      "Say what to explain: headroom explain <check id, error text or slug>, or - for standard input.",
      "explain",
    );
  return { command: "explain", asked, format: values.json ? "json" : "people" };
}

/** Variables of the environment that a command reads. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Returns a connection string of the environment, with a notice that says which database it names. @throws UsageError */
function fromEnvironment(url: string): ReturnType<typeof connectionOf> {
  try {
    const connection = connectionOf(url);
    const { host, port, database } = connection.fields;
    const notice = `Database: ${database} at ${host}:${port}, from DATABASE_URL.`;
    return { ...connection, notices: [notice, ...connection.notices] };
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`DATABASE_URL: ${error.message}`, error.command);
    throw error;
  }
}

function connectionIn({ command, words }: Arguments, { DATABASE_URL }: Environment) {
  const [given, ...rest] = words;
  if (rest.length > 0)
    throw new UsageError("There is more than one connection string. Quote the one that you mean.", command);
  if (given !== undefined) return connectionOf(given);
  if (DATABASE_URL) return fromEnvironment(DATABASE_URL);
  throw new UsageError(
    `The connection string is missing, and DATABASE_URL is not set: headroom ${command} <connection string>.`,
    command,
  );
}

function whereIn(read: Arguments, environment: Environment): Where {
  const { command, words, values } = read;
  if (values.undo !== undefined) refuseTarget(values);
  if (values.sandbox) {
    if (words.length > 0)
      throw new UsageError("--sandbox brings its own database: leave the connection string out.", command);
    if (values.undo !== undefined)
      throw new UsageError("The sandbox of --sandbox is new: there is nothing to undo.", command);
    return {
      sandbox: true,
      target: targetOf({ ...values, environment: values.environment ?? "development" }),
    };
  }
  const { schemas, ...connection } = connectionIn(read, environment);
  return { sandbox: false, ...connection, ...targetIn(values, schemas, connection.notices) };
}

/**
 * Returns what a command line is to do; help, version and completion are none of it, for `front.ts` answers them.
 * @throws UsageError when the arguments cannot be meant
 */
export function readArguments(argv: readonly string[], environment: Environment = {}): Wish {
  const read = splitArguments(argv);
  if (!("command" in read)) throw new UsageError("Say what to do: headroom check <connection string>.");
  const { command, words, values } = read;
  if (command === "explain") return explainWish(words, values);
  if (isStoreCommand(command)) return storeWishOf(command, words, values);
  if (command === "completion") throw new UsageError("Name one shell.", command);
  if (values.json && values.markdown) throw new UsageError("Give either --json or --markdown.", command);
  try {
    return wishOf(command, whereIn(read, environment), values);
  } catch (error) {
    if (error instanceof UsageError && error.command === null) throw new UsageError(error.message, command);
    throw error;
  }
}
