/** Things that a bench has made and must take away: undone in reverse, once, whatever ends the bench. */
export class Tidy {
  readonly #undo: (() => unknown)[] = [];

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => void this.all().finally(() => process.exit(130)));
  }

  /** Takes note of how something is taken away. */
  later(undo: () => unknown): void {
    this.#undo.push(undo);
  }

  /** Takes everything away; what fails is told and does not keep the rest. */
  async all(): Promise<void> {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) {
      try {
        await undo();
      } catch (error) {
        console.error("Something of the bench was left behind:", error);
      }
    }
  }
}
