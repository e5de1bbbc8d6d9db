import { fallback } from "@/lib/log/unlogged";
import { operator } from "../context";
import { NotFound } from "../errors";
import { resetPassword } from "../people/reset-password";
import { takeLock } from "./lock";
import { complain, say } from "./log";
import { readOptions } from "./options";
import { LaunchProblem } from "./problem";
import { makeStack } from "./stack";
import { openStore } from "./store";

const USAGE = "Say whose password: npm run new-password -- ada@example.com";

/** Opens the store that the environment names, the embedded one where it names none, and gives a person a new password. */
async function run(email: string | undefined): Promise<void> {
  if (email === undefined) throw new LaunchProblem(USAGE);
  const options = readOptions([], process.env, process.cwd());
  const stack = makeStack(complain);
  try {
    // The embedded store belongs to one launcher at a time.
    if (options.databaseUrl === null) stack.push(takeLock(options.dataDir, options.port).release);
    const store = await openStore(options.dataDir, options.databaseUrl);
    stack.push(store.stop);
    process.env.DATABASE_URL = store.url;
    const { password } = await resetPassword(operator, email);
    say(
      `The new password of ${email}, shown this once: ${password}\nIts sessions are over. Change it after signing in.`,
    );
  } catch (error) {
    if (error instanceof NotFound) throw new LaunchProblem(error.message);
    throw error;
  } finally {
    await stack
      .unwind()
      .catch(fallback(undefined, "the password is changed or it is not, and that was said"));
  }
}

try {
  await run(process.argv[2]);
  process.exit(0);
} catch (error) {
  complain(error);
  process.exit(1);
}
