import { isEnough, pendingOf } from "@/lib/checks/server/pending";
import { listed } from "@/lib/text/words";
import { providers, type ProviderId } from "@/lib/postgres/provider";
import type { Server } from "@/lib/snapshot/server";
import type { Merged } from "./parameter";
import type { ManualStep } from "./schema";

type Waiting = Pick<Server, "pendingRestart">;

/** Returns whether a value that is enough for a wish is set already and waits for a restart. */
export function waitsFor(server: Waiting, { name, to }: Merged): boolean {
  const pending = pendingOf(server, name);
  return pending !== undefined && isEnough(pending, to);
}

/** Returns the one step for parameters that are set already: the restart; none where there is no such parameter. */
export function restartStep(
  wishes: readonly Merged[],
  server: Waiting,
  provider: ProviderId,
  caution: string,
): ManualStep[] {
  const [first, ...rest] = wishes;
  if (first === undefined) return [];
  const values = wishes.map(({ name }) => `${name} = ${pendingOf(server, name)?.to ?? ""}`);
  const checks = [...first.also, ...rest.flatMap(({ check, also }) => [check, ...also])];
  const { restart } = providers[provider];
  return [
    {
      check: first.check,
      ...(checks.length > 0 ? { also: checks } : {}),
      title: "Restart Postgres",
      says: [
        `${listed(values)} ${values.length === 1 ? "is" : "are"} set already and ${values.length === 1 ? "waits" : "wait"} for a restart: there is nothing else to set.`,
        caution,
      ]
        .filter((sentence) => sentence !== "")
        .join(" "),
      value: null,
      path: [],
      commands:
        provider === "other" ? [{ label: "Restart", text: "pg_ctl restart -D <data directory>" }] : [],
      restart,
      source: "PostgreSQL docs, 53.24 pg_settings: pending_restart",
    },
  ];
}
