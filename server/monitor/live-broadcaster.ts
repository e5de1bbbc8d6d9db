import "server-only";
import { KEPT_TICKS, type Live } from "@/lib/live/schema";
import { LiveEvent, type Viewer } from "./event";

/** Viewers of a database, its last news, and the samples of the last minutes. */
export class LiveBroadcaster {
  readonly #viewers = new Set<Viewer>();
  readonly ticks: Live[] = [];
  #event: LiveEvent;

  constructor(live: Live) {
    this.#event = new LiveEvent(live);
  }

  get latest(): Live {
    return this.#event.live;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Hears everything from now on, the latest at once. Returns what ends that. */
  add(viewer: Viewer): () => void {
    // Two of one function are two viewers.
    const heard: Viewer = (event) => viewer(event);
    this.#viewers.add(heard);
    heard(this.#event);
    return () => void this.#viewers.delete(heard);
  }

  say(live: Live, isSample: boolean): LiveEvent {
    this.#event = new LiveEvent(live);
    if (isSample) this.ticks.push(live);
    if (this.ticks.length > KEPT_TICKS) this.ticks.shift();
    for (const viewer of this.#viewers) viewer(this.#event);
    return this.#event;
  }

  forget(): void {
    this.ticks.length = 0;
  }
}
