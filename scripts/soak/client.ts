import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 250;
/** An answer that takes longer is an error to the client, ms. */
const LIMIT_MS = 15_000;

/** A client that reads through the proxy all the time, and counts what it gets. */
export class Client {
  requests = 0;
  slowestMs = 0;
  /** How often each error came, by its status or its words. */
  readonly errors = new Map<string, number>();

  constructor(
    private readonly url: string,
    private readonly paths: readonly { path: string; headers: Record<string, string> }[],
  ) {}

  async #read(path: string, headers: Record<string, string>): Promise<string | null> {
    try {
      const answer = await fetch(`${this.url}${path}`, {
        headers,
        redirect: "manual",
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      await answer.text();
      return answer.status === 200 ? null : String(answer.status);
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : "no answer";
    }
  }

  /** Reads until a time, ms since 1970. */
  async until(end: number): Promise<void> {
    while (Date.now() < end)
      for (const { path, headers } of this.paths) {
        const start = performance.now();
        const error = await this.#read(path, headers);
        this.requests += 1;
        this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
        if (error !== null)
          this.errors.set(`${path} ${error}`, (this.errors.get(`${path} ${error}`) ?? 0) + 1);
        await sleep(PAUSE_MS);
      }
  }
}
