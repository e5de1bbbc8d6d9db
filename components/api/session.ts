/** Whether the session of this page is over, as the latest answer of our own server said; one for the page. */
export class SessionState {
  #isOver = false;
  readonly #listeners = new Set<() => void>();

  readonly isOver = (): boolean => this.#isOver;

  set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    for (const tell of this.#listeners) tell();
  }

  /** Tells a listener of each change. Returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
