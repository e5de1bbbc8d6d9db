import "server-only";

type Waiting = { urgent: boolean; enter: () => void };

/** Lets so many through at a time; those with a waiting caller come before the others. */
export class PrioritySemaphore {
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Runs work when there is a place, and gives the place back whatever happens. */
  async through<Result>(urgent: boolean, work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((enter) => this.#waiting.push({ urgent, enter }));
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    const first = this.#waiting.findIndex(({ urgent }) => urgent);
    const [next] = this.#waiting.splice(Math.max(first, 0), 1);
    if (next === undefined) this.#free += 1;
    else next.enter();
  }
}
