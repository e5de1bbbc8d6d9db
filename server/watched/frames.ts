import "server-only";

const HEAD = 5;
/** What the last two bytes of a body are taken for while it has none. */
const NONE = 0xffff;

/**
 * Follows the frames of a server's messages (PostgreSQL docs, 53.2.1) and tells those at which the driver would never
 * end: pg-protocol 1.16 looks for the NUL that closes the fields of an error or a notice beyond the end of what it has,
 * and stops the whole process in that loop; it also lets a message be shorter than its own length.
 */
export class Frames {
  readonly #head = Buffer.alloc(HEAD);
  #have = 0;
  #left = 0;
  #tail = NONE;

  /** Returns whether the driver can be given these bytes, the next that the server sent. */
  accepts(bytes: Buffer): boolean {
    for (let at = 0; ;) {
      if (this.#have < HEAD) {
        const taken = bytes.copy(this.#head, this.#have, at, at + HEAD - this.#have);
        at += taken;
        this.#have += taken;
        if (this.#have < HEAD) return true;
        this.#left = this.#head.readUInt32BE(1) - 4;
        if (this.#left < 0) return false;
      }
      const end = Math.min(bytes.length, at + this.#left);
      for (const byte of bytes.subarray(Math.max(at, end - 2), end))
        this.#tail = ((this.#tail << 8) | byte) & NONE;
      this.#left -= end - at;
      at = end;
      if (this.#left > 0) return true;
      if (!this.#ends()) return false;
      this.#have = 0;
      this.#tail = NONE;
    }
  }

  /** The fields of an error and of a notice are strings, each closed by a NUL, with one more after the last. */
  #ends(): boolean {
    const letter = this.#head.toString("latin1", 0, 1);
    return this.#tail === 0 || (letter !== "E" && letter !== "N");
  }
}
