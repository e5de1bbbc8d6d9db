import "server-only";

/** The memory that a row, a field and a bracket of JSON take here besides their bytes, as measured in Node 20 to 24. */
const ROW = 64;
const FIELD = 32;
const BRACKET = 64;
const COMMA = 16;

/** A row of Postgres has so many fields at most (MaxTupleAttributeNumber, htup_details.h). */
const MOST_FIELDS = 1664;

const isBracket = (byte: number): boolean => byte === 0x7b || byte === 0x5b;

/**
 * Follows the fields of a DataRow (PostgreSQL docs, 53.7) as its bytes come: a count, then a length and a value each. The
 * driver believes every length: one that leads backwards makes it read the same megabytes thousands of times.
 */
export class RowShape {
  #number = 0;
  #digits = 2;
  #fields = -1;
  #value = 0;
  #isWrong = false;
  #cost = ROW;

  /** Memory that the row takes when it is read, bytes, as far as it has come. */
  get cost(): number {
    return this.#cost;
  }

  /** Whether what has come is exactly one row. */
  get isWhole(): boolean {
    return !this.#isWrong && this.#fields === 0 && this.#value === 0;
  }

  /** Whether nothing that comes can make a row of it. */
  get isWrong(): boolean {
    return this.#isWrong;
  }

  /** Takes the next bytes of the row. */
  take(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && !this.#isWrong;) {
      if (this.#value > 0) {
        const end = Math.min(bytes.length, at + this.#value);
        this.#value -= end - at;
        this.#measure(bytes, at, end);
        at = end;
      } else if (this.#fields === 0) this.#isWrong = true;
      else {
        this.#number = (this.#number << 8) | (bytes[at] ?? 0);
        at += 1;
        this.#digits -= 1;
        if (this.#digits === 0) this.#read();
      }
    }
  }

  /** Ends a number: the count of the fields at first, then the length of each. */
  #read(): void {
    const number = this.#number;
    this.#number = 0;
    this.#digits = 4;
    if (this.#fields < 0) {
      this.#fields = number;
      this.#isWrong = number > MOST_FIELDS;
    } else {
      this.#fields -= 1;
      this.#cost += FIELD;
      // -1 is NULL.
      if (number < -1) this.#isWrong = true;
      else this.#value = Math.max(0, number);
    }
  }

  #measure(bytes: Buffer, from: number, to: number): void {
    let cost = to - from;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x2c) cost += COMMA;
      else if (isBracket(byte)) cost += BRACKET;
    }
    this.#cost += cost;
  }
}
