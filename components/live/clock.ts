/**
 * The difference between Headroom's clock and ours. An event says when it was sent; whatever it took on its way makes the
 * difference seem smaller than it is, so the largest that was seen on a stream is the truest.
 */
export class Difference {
  #largest: number | null = null;

  /** Takes an event that was pushed as it happened: sent and received, ms. Returns Headroom's clock less ours, ms. */
  take(sentAt: number, receivedAt: number): number {
    const seen = sentAt - receivedAt;
    this.#largest = this.#largest === null ? seen : Math.max(this.#largest, seen);
    return this.#largest;
  }

  /**
   * Takes the first event of a stream, which was known before it: it can be old, so it only ever moves the difference up.
   */
  takeOld(sentAt: number, receivedAt: number, known: number): number {
    return Math.max(known, sentAt - receivedAt);
  }
}

let difference = 0;

/** Sets what is added to our clock to read Headroom's, ms. */
export const setDifference = (ms: number): void => {
  difference = ms;
};

export const getDifference = (): number => difference;

const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const tell of listeners) tell();
}

/** Tells a listener every second that time went on; one timer for all of a page. */
export function subscribeSeconds(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

/** Returns our clock as of the last second; the same until the next one, because React reads it more than once. */
export const readSecond = (): number => (now ||= Date.now());
