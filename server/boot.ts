import "server-only";
import { randomBytes } from "node:crypto";
import { sealAudit } from "./audit/seal";
import { offerSetup } from "./auth/setup-token";
import { env } from "./env";
import { publicUrl } from "./http/origin";
import { filterRequests } from "./http/request-filter";
import { dataDir } from "./sandbox/data-dir";
import { cleanStoredTargets } from "./profiles/clean-targets";
import { haltSandbox } from "./sandbox/sandbox";
import { checkKey } from "./secrets/check-key";
import { monitor } from "./monitor/monitor";
import { stopRuns } from "./runs/hand";
import { keepSettling } from "./runs/settle";
import { stopMonitor } from "./monitor/tell";
import { closeStore } from "./store/db";
import { migrateStore } from "./store/migrate";
import { waitForStore } from "./store/wait";

async function end(): Promise<never> {
  await stopRuns().catch(() => {});
  await stopMonitor().catch(() => {});
  await haltSandbox(dataDir()).catch(() => {});
  await closeStore().catch(() => {});
  process.exit(0);
}

/** The launcher sends a signal; its death is another, because nobody could stop us any more. */
function endWithLauncher(launched: boolean): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end());
  if (launched) process.once("disconnect", () => void end());
}

/** Tells whoever started us that we answer: the launcher by message, a terminal or a container's log in words. */
function tell(launched: boolean, setup: boolean, token: string): void {
  if (launched) process.send?.({ type: "ready", setup });
  else
    process.stdout.write(`Headroom is ready: ${publicUrl()}${setup ? `/setup/start?token=${token}` : ""}\n`);
}

/** Prepares the server before its first request: environment, store, key, set-up; then says that it is ready. */
export async function boot(): Promise<void> {
  try {
    filterRequests();
    const given = env().HEADROOM_SETUP_TOKEN;
    const launched = given !== undefined && process.send !== undefined;
    const token = given ?? randomBytes(32).toString("base64url");
    await waitForStore();
    await migrateStore();
    await checkKey();
    await cleanStoredTargets();
    await sealAudit();
    const setup = await offerSetup(token);
    endWithLauncher(launched);
    tell(launched, setup, token);
    monitor();
    keepSettling();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "Headroom could not start."}\n`);
    process.exit(1);
  }
}
