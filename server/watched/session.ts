import "server-only";
import { once } from "node:events";
import type { Socket } from "node:net";
import { DatabaseError } from "pg";
import { fallback } from "@/lib/log/unlogged";
import type { Connection } from "@/lib/snapshot/connection";
import { codeOf, isNonsense, plain } from "./failure";
import type { GuardedClient } from "./guarded-client";
import type { Limits } from "./limits";
import type { ConnectionRecord } from "./record";
import { seconds, trouble, Trouble } from "./trouble";

/** Answer of the server to the first query. */
type Answered = { version: string; pid: number; keeper?: string | null; isAurora?: boolean };

type Options = { signal?: AbortSignal | undefined; limits: Limits };

/**
 * One open session with a user's database. Nothing is set in it: each message brings its guards along
 * (guarded-client.ts), and the caller of the first one calls `answered` when the answer is there. Every use must end
 * in `close`, whatever happens; `failed` turns the error of a query into the connection that a Snapshot has.
 *
 * A server, a proxy or a network that falls silent, answers without end, or outlives the caller's signal loses the
 * socket, and the running query is rejected with the reason. No CancelRequest is sent for what still runs on the
 * server: that is a second connection, and the guards end the query there (statement_timeout, and
 * client_connection_check_interval, which notices the closed socket within seconds).
 */
export class Session {
  readonly #loggedIn = performance.now();
  readonly #record: ConnectionRecord;
  readonly #socket: Socket;
  readonly #limits: Limits;
  readonly #stopWatching: () => void;
  readonly #whole: NodeJS.Timeout;
  #broken: unknown = null;
  #answered = false;
  /** Bytes that had come when the limits last began. */
  #bytesBefore = 0;

  constructor(
    readonly client: GuardedClient,
    socket: Socket,
    record: ConnectionRecord,
    { signal, limits }: Options,
  ) {
    this.#record = record;
    this.#socket = socket;
    this.#limits = limits;
    client.onError((error) => (this.#broken ??= error));
    const late = (what: string) => () => socket.destroy(trouble("query", "query-timeout", what));
    const silent = late(`no answer within ${seconds(limits.silence)}`);
    this.#whole = setTimeout(late(`not done within ${seconds(limits.session)}`), limits.session);
    const abort = () => socket.destroy(signal?.reason instanceof Error ? signal.reason : undefined);
    const measure = () => {
      if (socket.bytesRead - this.#bytesBefore > limits.bytes)
        socket.destroy(trouble("query", "protocol", "it sent more than a visit can need"));
    };
    socket.setTimeout(limits.silence, silent);
    socket.on("data", measure);
    signal?.addEventListener("abort", abort, { once: true });
    this.#stopWatching = () => {
      clearTimeout(this.#whole);
      socket.setTimeout(0, silent);
      signal?.removeEventListener("abort", abort);
    };
  }

  /**
   * Begins the limits of time and bytes anew: a session that is held to be sampled lives from answer to answer.
   */
  renew(): void {
    this.#whole.refresh();
    this.#bytesBefore = this.#socket.bytesRead;
  }

  /** Whether the socket is gone, also when nothing was asked meanwhile. */
  get ended(): boolean {
    return this.#broken !== null || this.#socket.destroyed || this.#socket.readableEnded;
  }

  /** How the session came about, as far as it is known now. */
  get connection(): Connection {
    return this.#record.connection(null);
  }

  /**
   * Tells that the first query was answered, which ends the last stage. `pid` is the server's pg_backend_pid(): a pooler
   * gives every client a pid of its own at login (PgBouncer 1.18 and 1.25 do, in all modes), Postgres does not.
   */
  answered({ version, pid, keeper = null, isAurora = false }: Answered): void {
    if (keeper !== null) this.#record.keptBy(keeper, isAurora);
    if (this.#answered) return;
    this.#answered = true;
    const named = this.client.processId;
    if (named !== null && named !== 0 && named !== pid)
      this.#record.prove(`the process that answers (${pid}) is not the one that the login named (${named})`);
    const ms = performance.now() - this.#loggedIn;
    this.#record.add({ stage: "query", status: "ok", ms, detail: `PostgreSQL ${plain(version)}` });
    this.#record.end();
  }

  /** Returns the connection with the failure that an error of a query means. @throws the error when it is the signal's */
  failed(error: unknown): Connection {
    const failure = { ...this.#record.failure(this.#causeOf(error), "query"), stage: "query" as const };
    if (!this.#answered) {
      const ms = performance.now() - this.#loggedIn;
      this.#record.add({ stage: "query", status: "failed", ms, detail: failure.said });
      this.#record.end();
    }
    return this.#record.connection(failure);
  }

  /**
   * Returns the cause of an error: what ended the session comes before what the driver says of a query that came too late
   * for it.
   */
  #causeOf(error: unknown): unknown {
    if (error instanceof DatabaseError || error instanceof Trouble) return error;
    const cause = this.#broken ?? this.#socket.errored ?? error;
    if (cause instanceof DatabaseError || cause instanceof Trouble || codeOf(cause) !== null) return cause;
    const hungUp = !isNonsense(cause) && (this.#socket.destroyed || this.#socket.readableEnded);
    return hungUp ? trouble("query", "lost", "it closed the connection") : cause;
  }

  /** Says good-bye and resolves when the socket is closed, which a server that does not listen cannot hold up. */
  async close(): Promise<void> {
    this.#stopWatching();
    const socket = this.#socket;
    if (socket.closed) return;
    const closed = once(socket, "close").catch(fallback([], "a socket that failed is closed"));
    const timer = setTimeout(() => socket.destroy(), this.#limits.farewell);
    void this.client.end().catch(fallback(undefined, "the timer above closes the socket"));
    await closed;
    clearTimeout(timer);
  }
}
