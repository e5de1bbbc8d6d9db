import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fallback } from "@/lib/log/unlogged";
import type { Replica } from "./replica";

/** The time without an answer after which another replica is asked what may be asked twice, ms. */
const SILENT_MS = 3_000;
/** The same for what may not: a plan waits for the session of a server. */
const SLOW_MS = 120_000;
const HEALTH_EVERY_MS = 500;
const HEALTH_MS = 1_500;

/** Header of an answer that says which replica gave it. */
export const REPLICA_HEADER = "x-soak-replica";

/** A reverse proxy before all replicas: round robin over those whose `/readyz` answers, and then the others. */
export class Proxy {
  #turn = 0;
  #closed = false;
  readonly #ready = new Set<Replica>();
  readonly #server = createServer((incoming, response) => void this.#serve(incoming, response));
  /** Requests that a second replica was asked. */
  retried = 0;
  port = 0;

  constructor(private readonly replicas: () => readonly Replica[]) {}

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
    this.port = address.port;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    while (!this.#closed) {
      await Promise.all(this.replicas().map((replica) => this.#judge(replica)));
      await sleep(HEALTH_EVERY_MS);
    }
  }

  async #judge(replica: Replica): Promise<void> {
    const answer = await this.#ask(
      replica,
      { method: "GET", url: "/readyz", headers: {} },
      "",
      HEALTH_MS,
    ).catch(fallback(null, "a replica that does not answer is not ready"));
    answer?.resume();
    if (answer?.statusCode === 200) this.#ready.add(replica);
    else this.#ready.delete(replica);
  }

  /** Asks a replica; resolves with the head of its answer. @throws Error where there is none in time */
  #ask(
    replica: Replica,
    { method, url, headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
    body: string | Buffer,
    limitMs: number,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = request({
        host: "127.0.0.1",
        port: replica.port,
        method,
        path: url,
        agent: false,
        headers: {
          ...headers,
          host: this.host,
          connection: "close",
          "x-forwarded-for": "192.0.2.1",
          "x-forwarded-host": this.host,
          "x-forwarded-proto": "http",
        },
      });
      const timer = setTimeout(() => outgoing.destroy(new Error("silent")), limitMs);
      outgoing.once("response", (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      outgoing.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      outgoing.end(body);
    });
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isRead = incoming.method === "GET" || incoming.method === "HEAD";
    const all = this.replicas();
    const from = this.#turn++;
    const turned = all.map((_, index) => all[(from + index) % all.length]);
    const isReady = (replica: Replica | undefined) => replica !== undefined && this.#ready.has(replica);
    // One that was not ready a moment ago may be by now, and is better than none.
    const order = [...turned.filter(isReady), ...turned.filter((replica) => !isReady(replica))];
    for (const [index, replica] of order.slice(0, isRead ? undefined : 1).entries()) {
      if (replica === undefined) continue;
      if (index > 0) this.retried += 1;
      try {
        const answer = await this.#ask(replica, incoming, body, isRead ? SILENT_MS : SLOW_MS);
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          [REPLICA_HEADER]: String(replica.number),
        });
        answer.on("error", () => response.destroy());
        answer.on("close", () => answer.complete || response.destroy());
        answer.pipe(response);
        return;
      } catch {
        // It died or is silent: the health check will say so, and another one is asked now.
        this.#ready.delete(replica);
      }
    }
    response.writeHead(502).end("no replica answered");
  }

  close(): void {
    this.#closed = true;
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
