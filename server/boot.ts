import "server-only";
import { randomBytes } from "node:crypto";
import { describeError } from "@/lib/log/redact";
import { stopAlerts } from "./alert-link";
import { channelPort } from "./alerts/channel-port";
import { startAlerts } from "./alerts/start";
import { keepPinging } from "./alerts/channels/pings";
import { keepSendingLetters } from "./alerts/letter";
import { sealAudit } from "./audit/seal";
import { signInFailures } from "./auth/sign-in-failures";
import { offerSetup } from "./auth/setup-token";
import { env } from "./env";
import { complainAtStart, guardConsole, ignoring, say } from "./http/log";
import { publicUrl } from "./http/origin";
import { filterRequests } from "./http/request-filter";
import { storeProblem } from "./http/error-response";
import { dataDir } from "./sandbox/data-dir";
import { cleanStoredTargets } from "./databases/clean-targets";
import { haltSandbox } from "./sandbox/sandbox";
import { checkKey } from "./secrets/check-key";
import { monitor } from "./monitor/monitor";
import { stopRuns } from "./repair/runs/execute";
import { keepSettling } from "./repair/runs/settle";
import { stopMonitor } from "./monitor-link";
import { keepChecking } from "./visits/keep-checking";
import { closeStore } from "./store/db";
import { migrateStore } from "./store/migrate";
import { waitForStore } from "./store/wait";

/** Stops each round that this process repeats. */
const stopRounds: (() => void)[] = [];

async function end(): Promise<never> {
  for (const stop of stopRounds) stop();
  await stopRuns().catch(ignoring("the next start settles the runs"));
  await stopAlerts().catch(ignoring("the next start takes up the deliveries"));
  await stopMonitor().catch(ignoring("leases run out by themselves"));
  await haltSandbox(dataDir()).catch(ignoring("the next start stops the sandbox"));
  await signInFailures().flush().catch(ignoring("the last counts of refused sign-ins are lost"));
  await closeStore().catch(ignoring("the process ends"));
  process.exit(0);
}

/** The launcher sends a signal; its death is another, because nothing else could stop us then. */
function endWithLauncher(launched: boolean): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end());
  if (launched) process.once("disconnect", () => void end());
}

/** Says that the server answers: to the launcher by message, to a terminal or a container's log in words. */
function tell(launched: boolean, setup: boolean, token: string): void {
  if (launched) process.send?.({ type: "ready", setup });
  else say(`Headroom is ready: ${publicUrl()}${setup ? `/setup/start?token=${token}` : ""}`);
}

/** Returns why the server does not start, for the terminal: in words of ours, or by kind and place. */
function startProblem(error: unknown): string {
  const known = storeProblem(error);
  if (known !== null) return `Headroom cannot start. ${known.message}`;
  return isOurs(error) ? error.message : `Headroom could not start. ${describeError(error)}`;
}

/** Messages of ours: of the environment, the key and the store; a driver's can hold a parameter. */
const isOurs = (error: unknown): error is Error =>
  error instanceof Error && error.cause === undefined && !("code" in error) && !("params" in error);

/** Prepares the server before its first request: environment, store, key, set-up; then says that it is ready. */
export async function boot(): Promise<void> {
  guardConsole();
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
    stopRounds.push(keepChecking((id) => monitor().isMine(id)));
    startAlerts(monitor(), channelPort);
    stopRounds.push(keepSettling(), keepPinging(), keepSendingLetters());
  } catch (error) {
    complainAtStart(startProblem(error));
    process.exit(1);
  }
}
