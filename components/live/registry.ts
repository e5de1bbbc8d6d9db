import type { QueryClient } from "@tanstack/react-query";
import { goToSignIn } from "@/components/shell/go-to-sign-in";
import { healthRowSchema, liveOfHealth } from "@/lib/health/health";
import { liveRowSchema, liveSchema, type LiveRow } from "@/lib/live/schema";
import { Difference, getDifference, setDifference } from "./clock";
import { quietFor } from "@/lib/live/freshness";
import type { Link } from "./stream-state";
import { LiveStream } from "./stream";
import { parseJson } from "@/lib/text/json";

/** How long a stream outlives the last who wanted it, ms: going from page to page does not open another one. */
const GRACE_MS = 1_500;

export const liveKey = (id: string) => ["live", id] as const;
export const rowKey = (id: string) => ["live-row", id] as const;

/** Events of a stream: of the pages of one database, of a list, or of a list for viewers. */
export type StreamKind = "live" | "row" | "health";

const EVENTS = {
  live: liveSchema,
  row: liveRowSchema,
  health: healthRowSchema.transform(liveOfHealth),
} as const;

/** One stream and those who share it. What it tells is written into the query cache. */
class Shared {
  link: Link = "connecting";
  readonly listeners = new Set<() => void>();
  readonly #stream: LiveStream;
  #difference = new Difference();
  /** The databases that it has told of since it opened, and how long each may be silent. */
  readonly #told = new Map<string, number>();
  #users = 0;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(
    url: string,
    private readonly kind: StreamKind,
    private readonly client: QueryClient,
    private readonly onEnd: () => void,
  ) {
    this.#stream = new LiveStream({
      url,
      onData: (text, isFirst) => this.#take(text, isFirst),
      onLink: (link) => this.#setLink(link),
      onSessionEnd: goToSignIn,
      quietMs: () => (this.#told.size === 0 ? 30_000 : Math.min(...this.#told.values())),
    });
  }

  #setLink(link: Link): void {
    if (link === this.link) return;
    this.link = link;
    for (const tell of this.listeners) tell();
  }

  /** Takes an event. One that is not as agreed is left out: the next may be whole. */
  #take(text: string, isFirst: boolean): void {
    if (isFirst) {
      this.#told.clear();
      this.#difference = new Difference();
    }
    const read = EVENTS[this.kind].safeParse(parseJson(text));
    if (!read.success) return;
    const live: LiveRow = read.data;
    const [sentAt, now] = [Date.parse(live.sentAt), Date.now()];
    const isOld = !this.#told.has(live.databaseId);
    this.#told.set(live.databaseId, quietFor(live));
    setDifference(
      isOld ? this.#difference.takeOld(sentAt, now, getDifference()) : this.#difference.take(sentAt, now),
    );
    const { databaseId } = live;
    this.client.setQueryData(this.kind === "live" ? liveKey(databaseId) : rowKey(databaseId), live);
  }

  hold(): () => void {
    clearTimeout(this.#ending);
    this.#users += 1;
    if (this.#users === 1) this.#stream.start();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#users -= 1;
      if (this.#users > 0) return;
      this.#ending = setTimeout(() => {
        this.#stream.stop();
        this.onEnd();
      }, GRACE_MS);
    };
  }
}

const registries = new WeakMap<QueryClient, Map<string, Shared>>();

function sharedOf(client: QueryClient, url: string, kind: StreamKind): Shared {
  const registry = registries.get(client) ?? new Map<string, Shared>();
  registries.set(client, registry);
  const shared = registry.get(url) ?? new Shared(url, kind, client, () => registry.delete(url));
  registry.set(url, shared);
  return shared;
}

/** Opens the stream at that address, or joins it, and tells a listener when its link changes. Returns what ends that. */
export function join(client: QueryClient, url: string, kind: StreamKind, listener: () => void): () => void {
  const shared = sharedOf(client, url, kind);
  shared.listeners.add(listener);
  const release = shared.hold();
  return () => {
    shared.listeners.delete(listener);
    release();
  };
}

/** Returns how the stream at that address is linked; one that is not opened yet is connecting. */
export const linkAt = (client: QueryClient, url: string): Link =>
  registries.get(client)?.get(url)?.link ?? "connecting";
