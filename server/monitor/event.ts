import "server-only";
import type { Live } from "@/lib/live/schema";

/** News of a watcher, with its texts made once for all viewers, and only when there are any. */
export class LiveEvent {
  #row: string | undefined;
  #full: string | undefined;

  constructor(readonly live: Live) {}

  /** A LiveRow as JSON. */
  get row(): string {
    return (this.#row ??= JSON.stringify({ ...this.live, sample: undefined }));
  }

  /** A Live as JSON. */
  get full(): string {
    return (this.#full ??= JSON.stringify(this.live));
  }
}

export type Viewer = (event: LiveEvent) => void;
