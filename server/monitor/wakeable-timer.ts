import "server-only";

/** A sleep that can be ended early. */
export class WakeableTimer {
  #wake: (() => void) | null = null;

  /** Resolves at a time of performance.now(), or when it rings. */
  until(at: number): Promise<void> {
    const ms = at - performance.now();
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.ring(), Math.min(ms, 2 ** 31 - 1));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  ring(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
