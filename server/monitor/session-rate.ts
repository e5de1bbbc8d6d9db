import "server-only";

/** How many sessions are opened per second, from two counts of all that ever were. */
export class SessionRate {
  #before: { count: number; at: number } | null = null;

  /**
   * Takes a count and the ms of its moment; returns the rate since the one before, null where there is none, or where the
   * server began to count anew.
   */
  after(count: number | null, at: number): number | null {
    const before = this.#before;
    this.#before = count === null ? null : { count, at };
    if (before === null || count === null || count < before.count) return null;
    return ((count - before.count) * 1000) / Math.max(1, at - before.at);
  }
}
