import "server-only";
import { plain } from "@/lib/report/terminal";
import type { Connection } from "@/lib/snapshot/connection";
import type { Login } from "@/server/watched/login";
import type { Place } from "./options";
import { passwordFromFile } from "./passfile";
import { askSecret } from "./prompt";

/** Surroundings of a run, so that a test can be around it as well. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  stdin: NodeJS.ReadStream;
  colours: boolean;
  /** Columns of text for people. */
  width: number;
  /** Writes to the error output, where nothing is that a program would read. */
  warn(text: string): void;
  /** Writes to the output before the run is over. */
  tell(text: string): void;
  /** Asks for a line on the terminal; what is typed is shown. @throws Interrupted on Ctrl-C */
  ask(question: string): Promise<string>;
  /** Calls back when it is asked to end, until what it returns is called. */
  onInterrupt(listener: () => void): () => void;
};

/** As libpq has it: the string, PGPASSWORD, the password file. Null when none of them has one. */
function passwordOf({ fields }: Place, { env, warn }: Surroundings): string | null {
  return fields.password || env.PGPASSWORD || passwordFromFile(fields, env, warn);
}

/**
 * Does something with a login as psql connects: a server that demands a password is asked again with one, where a person
 * can be asked. `connectionOf` says how the session came about, null where it did.
 */
export async function withLogin<Result>(
  place: Place,
  around: Surroundings,
  attempt: (login: Login) => Promise<Result>,
  connectionOf: (result: Result) => Connection | null,
): Promise<Result> {
  const { fields, urlFlaws, notices } = place;
  for (const notice of notices) around.warn(`${plain(notice)}\n`);
  const password = passwordOf(place, around);
  const login: Login = {
    ...fields,
    sslmode: fields.sslmode ?? "prefer",
    caCertificate: "",
    urlFlaws,
    password,
  };
  const result = await attempt(login);
  const refused = connectionOf(result)?.failure?.kind === "authentication";
  if (password !== null || !refused || !around.stdin.isTTY) return result;
  const asked = await askSecret(`Password for user ${fields.user}: `, around.stdin, around.warn);
  return attempt({ ...login, password: asked });
}
