import { api, type ApiClient } from "@/components/api/client";
import { readServerEvents } from "@/components/api/event-source";
import { isSignedOut, Refused } from "@/components/api/refused";
import { SESSION_ENDED } from "@/lib/live/session-ended";
import { after, first, linkOf, type Link, type StreamState, type StreamEvent } from "./stream-state";

/** How long a hidden tab keeps its stream, and how often it looks up after that, ms. */
const HIDDEN_MS = 60_000;
const GLANCE_MS = 60_000;
/** How long opening may take, ms. */
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
 * A stream of server-sent events that comes back by itself, for ever; stream-state.ts says what comes next. It is read by fetch: the
 * browser's EventSource tells no status, and gives up at the first HTTP error. A page that is left ends it, and opens it again
 * when the browser shows that page once more.
 */
export class LiveStream {
  #plan: StreamState = first;
  #running = false;
  /** Ends what the present phase has begun. */
  #leave: () => void = () => {};
  #hidden: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #lastEventId = "";

  constructor(
    private readonly options: StreamOptions,
    private readonly client: Pick<ApiClient, "open"> = api,
  ) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener("visibilitychange", this.#looked);
    window.addEventListener("pagehide", this.#left);
    window.addEventListener("pageshow", this.#shown);
    window.addEventListener("online", this.#online);
    window.addEventListener("offline", this.#offline);
    this.#plan = first;
    this.#enter();
    if (document.hidden) this.#looked();
  }

  stop(): void {
    this.#running = false;
    document.removeEventListener("visibilitychange", this.#looked);
    window.removeEventListener("pagehide", this.#left);
    window.removeEventListener("pageshow", this.#shown);
    window.removeEventListener("online", this.#online);
    window.removeEventListener("offline", this.#offline);
    clearTimeout(this.#hidden);
    this.#leave();
    this.#leave = () => {};
  }

  readonly #left = () => this.#happen("unseen");
  readonly #shown = () => this.#happen("shown");
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

  /** Reads one opening to its end. A refusal is read from the answer itself. */
  #open(): void {
    const leaving = new AbortController();
    this.#leave = () => {
      clearTimeout(this.#quiet);
      leaving.abort();
    };
    this.#expectMore(PATIENCE_MS);
    void this.#read(leaving.signal).then(
      () => this.#ended(leaving.signal, null),
      (error: unknown) => this.#ended(leaving.signal, error),
    );
  }

  async #read(signal: AbortSignal): Promise<void> {
    const pieces = await this.client.open(this.options.url, { signal, lastEventId: this.#lastEventId });
    this.#happen("opened");
    let isFirst = true;
    await readServerEvents(pieces, ({ event, id, data }) => {
      if (signal.aborted) return;
      if (id !== undefined) this.#lastEventId = id;
      if (event === SESSION_ENDED) {
        this.#happen("session ended");
        return this.options.onSessionEnd();
      }
      if (event !== undefined && event !== "message") return;
      this.options.onData(data, isFirst);
      isFirst = false;
      this.#expectMore(this.options.quietMs());
      this.#happen("message");
    });
  }

  /** Ends the opening as failed when nothing comes within so many ms. */
  #expectMore(ms: number): void {
    clearTimeout(this.#quiet);
    if (Number.isFinite(ms)) this.#quiet = setTimeout(() => this.#happen("failed"), ms);
  }

  /** Takes the end of an opening. One that was left ended by our own doing: that is no failure. */
  #ended(left: AbortSignal, error: unknown): void {
    if (left.aborted) return;
    // An error of another kind is a defect of the page, which goes on and shows it to the browser.
    if (error !== null && !(error instanceof Refused)) reportError(error);
    this.#happen(isSignedOut(error) ? "unauthorised" : "failed");
  }
}
