import "server-only";
import type { StandInStatus } from "@/lib/sandbox/stand-in";
import { standInState } from "./electric/stand-in";
import { runningSandbox } from "./sandbox";
import { targetPoolSize } from "./stand-in-target";
import { readOnlyVerb } from "../audit/verb";

/** Returns how the Electric stand-in and the application of the sandbox are doing. */
export const standInStatus = readOnlyVerb("member", async (): Promise<StandInStatus> => {
  const sandbox = runningSandbox();
  return {
    running: sandbox !== null,
    targetPoolSize: await targetPoolSize(),
    load: sandbox?.shop.load() ?? "changing",
    loadHeld: sandbox?.shop.held() ?? 0,
    standIn: standInState(),
  };
});
