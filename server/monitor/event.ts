import "server-only";
import type { Live } from "@/lib/live/schema";

/** What a watcher tells, with its texts made once for all who hear it, and only when somebody does. */
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
