import type { Instance, Load, StandInStatus } from "./stand-in";

/** Returns what an instance holds: "4 + 16 connections and 1 walsender". */
export function heldWords({ held }: Instance): string {
  const pools = `${held.admin} + ${held.snapshot}`;
  const one = held.admin + held.snapshot === 1;
  const walsender = held.walsenders === 1 ? "1 walsender" : "no walsender";
  return `${pools} ${one ? "connection" : "connections"} and ${walsender}`;
}

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

/** Returns what an instance does now, in a few words that do not change while it only tries again. */
export function phaseWords({ phase, admin, snapshot, refused }: Instance): string {
  const pool = (which: string, size: number) =>
    refused === 0 ? `opening ${size} for the ${which} pool` : `the ${which} pool of ${size} does not open`;
  switch (phase) {
    case "admin pool":
      return `Starting: ${pool("admin", admin)}`;
    case "replication":
      return "Starting: opening the replication connection";
    case "lock":
      return "Waiting for the lock that another instance holds";
    case "slot":
      return "Starting: making publication and slot";
    case "snapshot pool":
      return `Starting: ${pool("snapshot", snapshot)}`;
    case "active":
      return "Active";
  }
}

/** Returns how an instance is doing: "Active: 4 + 16 connections and 1 walsender". */
export const instanceWords = (instance: Instance): string =>
  instance.phase === "active"
    ? `Active: ${heldWords(instance)}`
    : `${phaseWords(instance)}; it holds ${heldWords(instance)}`;

/** Returns why an instance is not active yet, in the words of Postgres; null where nothing went wrong. */
export function troubleWords({ phase, error, refused }: Instance): string | null {
  if (phase === "active" || error === null) return null;
  if (refused === 0) return `It failed and is tried again: ${error}`;
  return `It failed ${times(refused)} so far, the last time with “${error}”. It lets go of the pool, waits up to 10 s and tries again.`;
}

/** Returns how many connections the shop's application holds, in words. */
export const loadWords = (load: Load): string => (load === "changing" ? "6 to 9, changing" : String(load));

/** Returns the state of the sandbox in one line: "stand-in stopped · shop 6 to 9, changing". */
export function standInWords({ standIn, load }: Pick<StandInStatus, "standIn" | "load">): string {
  const [first] = standIn?.instances ?? [];
  const state = first === undefined ? "stopped" : first.phase === "active" ? "active" : "starting";
  return `stand-in ${state} · shop ${loadWords(load)}`;
}
