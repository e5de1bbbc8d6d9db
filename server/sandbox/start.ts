import "server-only";
import { eq } from "drizzle-orm";
import { reportedElsewhere } from "@/lib/log/unlogged";
import { defaultTarget } from "@/lib/target/schema";
import { system, type Context } from "../context";
import { Conflict } from "../errors";
import { addDatabase } from "../databases/create";
import { editDatabase } from "../databases/edit";
import { restoreDatabase } from "../databases/restore";
import { databaseById } from "../databases/view";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { sandboxAddress } from "./address";
import { dataDir } from "./data-dir";
import { runSandbox, sandboxState } from "./sandbox";
import type { SandboxSettings } from "./settings";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

const fresh = {
  name: "Sandbox",
  target: { ...defaultTarget, environment: "development" },
};

async function register(settings: SandboxSettings): Promise<string> {
  const [known] = await db()
    .select({ id: databases.id })
    .from(databases)
    .where(eq(databases.kind, "sandbox"));
  if (known === undefined)
    return (await addDatabase(system, { ...fresh, ...sandboxAddress(settings) }, "sandbox")).id;
  const database = await databaseById(known.id);
  if (database.archivedAt !== null) await restoreDatabase(system, known.id);
  await editDatabase(system, known.id, { ...database, ...sandboxAddress(settings) });
  return known.id;
}

let registering: Promise<unknown> = Promise.resolve();

async function start(ctx: Context, audit: AuditLine) {
  if (sandboxState() === "unavailable")
    throw new Conflict(
      "The sandbox needs the embedded Postgres, which is not installed here. Run Headroom with `npm start` on Linux, macOS or Windows to try it.",
    );
  const settings = await runSandbox(dataDir()).catch((cause: unknown) => {
    throw new Conflict(
      `The sandbox did not start. Its log is ${dataDir()}/sandbox/data.log; deleting ${dataDir()}/sandbox begins with a new one.`,
      {},
      { cause },
    );
  });
  // Two presses at once make one database.
  const registered = registering.then(() => register(settings));
  registering = registered.catch(reportedElsewhere);
  const database = { id: await registered, name: "Sandbox" };
  return audit.writeAlone({ action: "start the sandbox", database }, { id: database.id });
}

/**
 * Starts the sandbox, unless it runs, and makes its database, unless there is one (what an admin changed in it stays).
 * Returns the database's id.
 * @throws NotAllowed for a member; Conflict where this machine has no embedded Postgres or it does not start
 */
export const startSandbox = auditedVerb("admin", start);
