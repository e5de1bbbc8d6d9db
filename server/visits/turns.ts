import "server-only";
import { underLock } from "./lock";

declare global {
  // Next loads a module once per bundle; the order is one for the process.
  var headroomTurns: Map<string, Promise<unknown>> | undefined;
}

const turns = (): Map<string, Promise<unknown>> => (globalThis.headroomTurns ??= new Map());

/**
 * Runs work for a database after all that this process began for it before, unless another replica is at it; returns
 * whether it ran.
 */
export function alone(databaseId: string, work: () => Promise<void>): Promise<boolean> {
  const begin = () => underLock(databaseId, work);
  // How the work before ended is told to its own caller.
  const turn = (turns().get(databaseId) ?? Promise.resolve()).then(begin, begin);
  turns().set(databaseId, turn);
  const leave = () => {
    if (turns().get(databaseId) === turn) turns().delete(databaseId);
  };
  turn.then(leave, leave);
  return turn;
}
