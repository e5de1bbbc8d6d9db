import "server-only";

/** Lets one piece of work at a time through for each key, in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs work when it has the turn of every key. All callers give keys in one order, so that no two wait for each other. */
  through<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const [key, ...rest] = keys;
    if (key === undefined) return work();
    const before = this.#last.get(key) ?? Promise.resolve();
    const done = before.then(() => this.through(rest, work));
    const settled = Promise.allSettled([done]);
    this.#last.set(key, settled);
    void settled.then(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    });
    return done;
  }
}
