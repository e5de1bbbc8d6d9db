import "server-only";
import { RowShape } from "./row-shape";

const HEAD = 5;
/** Value of the last two bytes of a body while it has none. */
const NONE = 0xffff;

/** Every message that a server may send in a conversation of ours (PostgreSQL docs, 53.7); COPY and protocol 2 are none. */
const LETTERS = new Set("RSKZTDC12n3tsIENAv");

/** Frames of a stream beside them: CopyBothResponse, CopyData and CopyDone. */
const STREAM_LETTERS = new Set([...LETTERS, "W", "d", "c"]);

/** The limits on what a server may send, bytes. */
export type FrameLimits = {
  /** One message. */
  message: number;
  /** One answer, up to its ReadyForQuery, as what reading it takes. */
  answer: number;
  /** The words for an answer beyond the limits. */
  said: string;
};

const NO_LIMIT = Number.POSITIVE_INFINITY;
const UNLIMITED: FrameLimits = { message: NO_LIMIT, answer: NO_LIMIT, said: "" };

/**
 * Follows the frames of a server's messages (PostgreSQL docs, 53.2.1) and tells those that the driver must not get.
 * pg-protocol 1.16 gathers a message of whatever length it is told before it looks at it, lets a message be shorter than its
 * own length, and never ends at an error whose fields do not end. What a message, or all of an answer, takes in memory is
 * known here from its head and its fields on, before anything is gathered.
 */
export class Frames {
  readonly #head = Buffer.alloc(HEAD);
  readonly #limits: () => FrameLimits;
  readonly #letters: ReadonlySet<string>;
  #have = 0;
  #left = 0;
  #tail = NONE;
  #row: RowShape | null = null;
  #cost = 0;

  constructor(limits: () => FrameLimits = () => UNLIMITED, { streams = false } = {}) {
    this.#limits = limits;
    this.#letters = streams ? STREAM_LETTERS : LETTERS;
  }

  /** Returns whether the driver can be given these bytes, the next that the server sent. */
  accepts(bytes: Buffer): boolean {
    return this.fault(bytes) === null;
  }

  /** Returns why the driver cannot be given these bytes, the next that the server sent; null where it can. */
  fault(bytes: Buffer): string | null {
    for (let at = 0; ;) {
      if (this.#have < HEAD) {
        const taken = bytes.copy(this.#head, this.#have, at, at + HEAD - this.#have);
        at += taken;
        this.#have += taken;
        if (this.#have < HEAD) return null;
        const fault = this.#begin();
        if (fault !== null) return fault;
      }
      const end = Math.min(bytes.length, at + this.#left);
      for (const byte of bytes.subarray(Math.max(at, end - 2), end))
        this.#tail = ((this.#tail << 8) | byte) & NONE;
      this.#row?.take(bytes.subarray(at, end));
      this.#left -= end - at;
      at = end;
      if (this.#costNow() > this.#limits().answer) return this.#limits().said;
      if (this.#left > 0) return this.#row?.isWrong ? "it sent a row whose fields do not fit into it" : null;
      const fault = this.#end();
      if (fault !== null) return fault;
    }
  }

  get #letter(): string {
    return this.#head.toString("latin1", 0, 1);
  }

  #costNow(): number {
    return this.#cost + (this.#row?.cost ?? 0);
  }

  #begin(): string | null {
    this.#left = this.#head.readUInt32BE(1) - 4;
    if (this.#left < 0) return "it sent a message without an end";
    if (!this.#letters.has(this.#letter)) return "it sent a message that the protocol does not have here";
    if (this.#left > this.#limits().message) return this.#limits().said;
    if (this.#letter === "D") this.#row = new RowShape();
    else this.#cost += this.#left + HEAD;
    return null;
  }

  #end(): string | null {
    const letter = this.#letter;
    if (this.#row !== null && !this.#row.isWhole) return "it sent a row whose fields do not fit into it";
    this.#cost = letter === "Z" ? 0 : this.#costNow();
    // The fields of an error and of a notice are strings, each closed by a NUL, with one more after the last.
    if ((letter === "E" || letter === "N") && this.#tail !== 0) return "it sent a message without an end";
    this.#have = 0;
    this.#tail = NONE;
    this.#row = null;
    return null;
  }
}
