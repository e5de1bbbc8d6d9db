import { StandInPanel } from "@/components/sandbox/stand-in-panel";
import { standInStatus } from "@/server/sandbox/stand-in-status";
import { sandboxStatus } from "@/server/sandbox/status";
import {
  setLoadAction,
  startStandInAction,
  stopSandboxAction,
  stopStandInAction,
} from "../../sandbox-actions";
import type { databaseOf } from "./data";

type StandInProps = Pick<Awaited<ReturnType<typeof databaseOf>>, "ctx" | "role" | "database">;

/** The controls of the sandbox, where this database is the sandbox and runs; else nothing. */
export async function StandIn({ ctx, role, database }: StandInProps) {
  if (database.kind !== "sandbox" || database.archivedAt !== null || sandboxStatus(ctx) !== "running")
    return null;
  return (
    <StandInPanel
      initial={await standInStatus(ctx)}
      mayControl={role === "admin"}
      start={startStandInAction}
      stop={stopStandInAction}
      setLoad={setLoadAction}
      stopSandbox={stopSandboxAction}
    />
  );
}
