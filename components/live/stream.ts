import { SESSION_ENDED } from "@/lib/live/session-ended";
import { fallback } from "@/lib/log/unlogged";
import { after, first, linkOf, type Link, type StreamState, type StreamEvent } from "./stream-state";

/** How long a hidden tab keeps its stream, and how often it looks up after that, ms. */
const HIDDEN_MS = 60_000;
const GLANCE_MS = 60_000;
/** How long opening and asking may take, ms. */
const PATIENCE_MS = 10_000;

type StreamOptions = {
  url: string;
  /** Told the text of each event; the first of each opening is what was known before. */
  onData: (text: string, isFirst: boolean) => void;
  onLink: (link: Link) => void;
  /** Called when the server says that the session is over: signed out elsewhere, removed, or given another role or password. */
  onSessionEnd: () => void;
  /** How long the stream may say nothing before it is opened anew, ms. */
  quietMs: () => number;
};

/**
 * A stream of server-sent events that comes back by itself, for ever. The browser's own way of retrying ends at the first
 * HTTP error, so each opening is one event source that is never left to retry; plan.ts says what comes next.
 */
export class LiveStream {
  #plan: StreamState = first;
  #running = false;
  /** Ends what the present phase has begun. */
  #leave: () => void = () => {};
  #hidden: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: StreamOptions) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener("visibilitychange", this.#looked);
    window.addEventListener("online", this.#online);
    window.addEventListener("offline", this.#offline);
    this.#plan = first;
    this.#enter();
    if (document.hidden) this.#looked();
  }

  stop(): void {
    this.#running = false;
    document.removeEventListener("visibilitychange", this.#looked);
    window.removeEventListener("online", this.#online);
    window.removeEventListener("offline", this.#offline);
    clearTimeout(this.#hidden);
    this.#leave();
    this.#leave = () => {};
  }

  readonly #online = () => this.#happen("online");
  readonly #offline = () => this.#happen("offline");
  readonly #looked = () => {
    clearTimeout(this.#hidden);
    if (document.hidden) this.#hidden = setTimeout(() => this.#happen("unseen"), HIDDEN_MS);
    else this.#happen("shown");
  };

  #happen(event: StreamEvent): void {
    if (!this.#running) return;
    const was = this.#plan;
    this.#plan = after(was, event, Math.random());
    if (this.#plan === was) return;
    // What opened goes on as what is open.
    if (was.phase === "opening" && this.#plan.phase === "open") return this.options.onLink("open");
    this.#leave();
    this.#leave = () => {};
    this.#enter();
  }

  #enter(): void {
    const plan = this.#plan;
    this.options.onLink(linkOf(plan));
    switch (plan.phase) {
      case "opening":
      case "glancing":
        return this.#open();
      case "asking":
        return this.#ask();
      case "waiting":
        return this.#after(plan.pauseMs);
      case "resting":
        return this.#after(GLANCE_MS);
      case "open":
      case "signed out":
        return;
    }
  }

  #after(ms: number): void {
    const timer = setTimeout(() => this.#happen("over"), ms);
    this.#leave = () => clearTimeout(timer);
  }

  #open(): void {
    const source = new EventSource(this.options.url);
    let isFirst = true;
    const expectMore = (ms: number) => {
      clearTimeout(this.#quiet);
      if (Number.isFinite(ms)) this.#quiet = setTimeout(() => this.#happen("failed"), ms);
    };
    expectMore(PATIENCE_MS);
    source.addEventListener("open", () => this.#happen("opened"));
    source.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "string") this.options.onData(data, isFirst);
      isFirst = false;
      expectMore(this.options.quietMs());
      this.#happen("message");
    });
    source.addEventListener(SESSION_ENDED, () => {
      this.#happen("session ended");
      this.options.onSessionEnd();
    });
    source.addEventListener("error", () => this.#happen("failed"));
    this.#leave = () => {
      clearTimeout(this.#quiet);
      source.close();
    };
  }

  #ask(): void {
    const asking = new AbortController();
    const timer = setTimeout(() => asking.abort(), PATIENCE_MS);
    const done = (event: StreamEvent) => {
      if (this.#leave === leave) this.#happen(event);
    };
    const leave = () => {
      clearTimeout(timer);
      // An answer is a stream without an end: its status was all that we wanted.
      asking.abort();
    };
    this.#leave = leave;
    const answer = fetch(this.options.url, { signal: asking.signal, cache: "no-store" }).then(
      ({ status, ok }): StreamEvent => (status === 401 ? "unauthorised" : ok ? "answered" : "refused"),
      fallback<StreamEvent>("refused", "a server that does not answer is asked again"),
    );
    void answer.then(done);
  }
}
