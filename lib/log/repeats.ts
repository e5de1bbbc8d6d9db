const WINDOW_MS = 60_000;
/** How often one kind of line is written within a window, unless the caller says otherwise. */
const MOST = 5;
/** Kinds that are remembered; beyond these the oldest is forgotten. */
const KINDS = 500;

type Kind = { since: number; written: number; leftOut: number };

/**
 * Bounds how often the same kind of line is written to a log: five times a minute, or `most` times. A request that no one signed
 * in for can make Next write 2 kB of an error, so that a stranger could fill the disk.
 */
export class Repeats {
  readonly #kinds = new Map<string, Kind>();

  /** `now` returns the time in ms. */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly most = MOST,
  ) {}

  /** Returns how many of a kind were left out before this one, which is to be written; null for one that is left out. */
  admit(name: string): number | null {
    const kind = this.#kindOf(name);
    if (kind.written >= this.most) {
      kind.leftOut += 1;
      return null;
    }
    kind.written += 1;
    const { leftOut } = kind;
    kind.leftOut = 0;
    return leftOut;
  }

  #kindOf(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known !== undefined && this.now() - known.since < WINDOW_MS) return known;
    const kind = { since: this.now(), written: 0, leftOut: known?.leftOut ?? 0 };
    // Put at the end: the first of a map is its oldest.
    this.#kinds.delete(name);
    this.#kinds.set(name, kind);
    const [oldest] = this.#kinds.keys();
    if (this.#kinds.size > KINDS && oldest !== undefined) this.#kinds.delete(oldest);
    return kind;
  }
}
