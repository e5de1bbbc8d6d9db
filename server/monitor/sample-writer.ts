import "server-only";
import { addMark } from "../history/mark";
import { keepPoints, type KeptPoint } from "../history/keep";
import type { MarkKind } from "@/lib/history/schema";
import { ignore } from "../http/log";

/** Samples that wait for a store that is away; beyond that the oldest are given up. */
const MOST = 20_000;
const EVERY_MS = 2_000;

type Mark = { databaseId: string; kind: MarkKind; text: string; at: Date };

/** Carries samples and marks to the store, many at a time; what it does not take waits for the next time. */
export class SampleWriter {
  #points: KeptPoint[] = [];
  #marks: Mark[] = [];
  #flushing: Promise<void> = Promise.resolve();
  readonly #timer = setInterval(() => void this.flush(), EVERY_MS);

  constructor() {
    this.#timer.unref();
  }

  keep(point: KeptPoint): void {
    this.#points.push(point);
    if (this.#points.length > MOST) this.#points.splice(0, this.#points.length - MOST);
  }

  mark(databaseId: string, kind: MarkKind, text: string): void {
    this.#marks.push({ databaseId, kind, text, at: new Date() });
    if (this.#marks.length > MOST) this.#marks.shift();
  }

  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#send());
    return this.#flushing;
  }

  async #send(): Promise<void> {
    const points = this.#points;
    const marks = this.#marks;
    this.#points = [];
    this.#marks = [];
    try {
      await keepPoints(points);
    } catch (error) {
      ignore(error, "samples wait for the store");
      this.#points = [...points, ...this.#points].slice(-MOST);
    }
    for (const mark of marks) {
      try {
        await addMark(mark.databaseId, mark.kind, mark.text, mark.at);
      } catch (error) {
        ignore(error, "marks wait for the store");
        this.#marks.push(mark);
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}
