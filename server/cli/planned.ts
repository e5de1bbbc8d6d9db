import "server-only";
import type { Plan } from "@/lib/repair/plan/schema";
import { setsPassword } from "@/lib/repair/plan/view";
import type { Connection } from "@/lib/snapshot/connection";
import type { Target } from "@/lib/target/schema";
import { planBy, type Planned } from "@/server/repair/engine/plan";
import { repairing, undoing, type Recipe } from "@/server/repair/engine/recipe";
import { preparedPassword, UnusablePassword } from "@/server/repair/engine/saslprep";
import { newPassword, verifierOf } from "@/server/repair/engine/scram";
import type { Login } from "@/server/watched/login";
import { withLogin, type Surroundings } from "./login";
import type { Wish } from "./options";
import { askSecret, firstLine } from "./prompt";
import { readUndoFile, type UndoFile } from "./undo-file";
import { UsageError } from "./usage-error";

export type Asking = Extract<Wish, { command: "apply" } | { command: "plan"; sandbox: false }>;

/** A plan on a database that was reached, with all that it takes to run it. */
export type Ready = {
  login: Login;
  target: Target;
  recipe: Recipe;
  planned: Planned;
  /** Password that was made up for a role that the plan makes. */
  password: string | null;
};

/** Postgrex, the driver of Electric, does no SASLprep (postgrex 0.22.2, lib/postgrex/scram.ex). */
const NORMALISED =
  "Postgres normalises characters of this password (SASLprep), and Electric sends it as typed: Electric could not sign in with it. Letters and digits work everywhere.\n";

/** Reads the password of Electric's role and returns its verifier. @throws UsageError when there is none to be had */
async function verifierFrom({ stdin, warn }: Surroundings): Promise<string> {
  const password = stdin.isTTY
    ? await askSecret("Password for Electric's role: ", stdin, warn)
    : await firstLine(stdin);
  if (password === null)
    throw new UsageError("--electric-password-stdin: standard input has no password in its first line.");
  try {
    if (preparedPassword(password) !== password) warn(NORMALISED);
    return verifierOf(password);
  } catch (error) {
    if (error instanceof UnusablePassword) throw new UsageError(error.message);
    throw error;
  }
}

const makesRole = ({ steps }: Plan, role: string): boolean =>
  steps
    .flatMap(({ changes }) => changes)
    .some((change) => change.kind === "role" && change.role === role && change.from === null);

type Tried = Ready | { connection: Connection };

/** Plans, and where the plan makes the role plans again with a password of our own in it. */
async function fix(
  login: Login,
  { command, target, asked }: Asking,
  verifier: string | null,
): Promise<Tried> {
  const plan = async (hashed: string | null, password: string | null): Promise<Tried> => {
    const recipe = repairing(target, asked.wanted, { ...asked.choices, verifier: hashed });
    const planned = await planBy(login, recipe);
    return "connection" in planned ? planned : { login, target, recipe, planned, password };
  };
  const ready = await plan(verifier, null);
  if ("connection" in ready || command === "plan" || verifier !== null || asked.withoutPassword) return ready;
  if (!makesRole(ready.planned.plan, target.role)) return ready;
  const made = newPassword();
  const again = await plan(made.verifier, made.password);
  // A provider that refuses hashed passwords leaves it to its console: then none was given.
  return "connection" in again || setsPassword(again.planned.plan) ? again : { ...again, password: null };
}

async function undo(
  login: Login,
  { target, ran, madeAt }: UndoFile,
  { choices }: Asking["asked"],
): Promise<Tried> {
  const recipe = undoing(target, ran, madeAt, choices);
  const planned = await planBy(login, recipe);
  return "connection" in planned ? planned : { login, target, recipe, planned, password: null };
}

/**
 * Returns the plan that was asked for on the database, or the connection with its failure.
 * @throws UsageError when a password or a file cannot be used
 */
export async function plannedFor(wish: Asking, around: Surroundings): Promise<Tried> {
  const { asked, fields } = wish;
  const connectionOf = (tried: Tried) => ("connection" in tried ? tried.connection : null);
  if (asked.undo !== null) {
    const file = readUndoFile(asked.undo, fields.database);
    return withLogin(wish, around, (login) => undo(login, file, asked), connectionOf);
  }
  const verifier = asked.passwordFromStdin ? await verifierFrom(around) : null;
  return withLogin(wish, around, (login) => fix(login, wish, verifier), connectionOf);
}
