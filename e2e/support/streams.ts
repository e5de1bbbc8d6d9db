import type { BrowserContext } from "@playwright/test";

type Streams = {
  /** How many events each stream has received. */
  received(): number[];
  close(): void;
};

/** Opens event streams with the session of a browser, as that many tabs would, and goes on reading them. */
export async function openStreams(context: BrowserContext, address: string, count: number): Promise<Streams> {
  const cookie = (await context.cookies(address)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ending = new AbortController();
  const events = Array.from({ length: count }, () => 0);
  await Promise.all(
    events.map(async (_none, index) => {
      const response = await fetch(address, {
        headers: { cookie, accept: "text/event-stream" },
        signal: ending.signal,
      });
      if (!response.ok || response.body === null) throw new Error(`A stream was refused: ${response.status}`);
      const body = response.body.pipeThrough(new TextDecoderStream());
      void (async () => {
        for await (const text of body)
          events[index] = (events[index] ?? 0) + (text.match(/^data:/gm)?.length ?? 0);
      })().catch(() => {});
    }),
  );
  return { received: () => events, close: () => ending.abort() };
}
