import "server-only";
import type { ServerWatcher } from "./server-watcher";

/** Runs work while watchers have no session, with the exclusive use of each; `own` keeps its session. */
export function stoodAside<Result>(
  watchers: readonly ServerWatcher[],
  own: ServerWatcher | null,
  work: () => Promise<Result>,
): Promise<Result> {
  const [first, ...rest] = watchers.toSorted((a, b) => a.order - b.order);
  if (first === undefined) return work();
  return first.exclusively(async () => {
    if (first !== own) await first.leave();
    return stoodAside(rest, own, work);
  });
}
