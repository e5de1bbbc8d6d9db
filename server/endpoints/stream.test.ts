import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventStream } from "./sse";
import { jsonLines } from "./json-lines";
import { ndjson } from "./ndjson";
import type { StreamClient } from "./stream";
import { eventually } from "../testing/eventually";

const rejections: unknown[] = [];
const remember = (error: unknown) => rejections.push(error);

beforeEach(() => {
  rejections.length = 0;
  process.on("unhandledRejection", remember);
});
afterEach(() => {
  process.off("unhandledRejection", remember);
  vi.restoreAllMocks();
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
const client = (signal = new AbortController().signal): StreamClient => ({ signal, sessionId: null });

async function* events(count: number, onReturn: () => void = () => {}) {
  try {
    for (let index = 0; index < count; index += 1) {
      await turn();
      yield { type: "stage", index };
    }
  } finally {
    onReturn();
  }
}
async function* pages(count: number) {
  for await (const event of events(count)) yield [event];
}

/** A stream of each kind, writing by itself for a while; `stopped` counts the sources that were let go. */
function openAll(signal: AbortSignal) {
  let stopped = 0;
  const streams = [
    eventStream((send) => {
      send("at once");
      const timer = setInterval(() => send("later"), 0);
      return () => {
        stopped += 1;
        clearInterval(timer);
        // A source that still sends while it is left.
        send("too late");
      };
    }, client(signal)),
    ndjson(
      events(50, () => (stopped += 1)),
      client(signal),
    ),
    jsonLines(pages(50), "file.jsonl", client(signal)),
  ];
  return { streams, stopped: () => stopped };
}

const VANISHING = ["cancel", "abort", "both", "abort and read on"] as const;

test.each(VANISHING)(
  "a client that goes away at any moment leaves no error and no source behind: %s",
  async (how) => {
    const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    for (let moment = 0; moment < 30; moment += 1) {
      const gone = new AbortController();
      const { streams, stopped } = openAll(gone.signal);
      for (const { body } of streams) {
        const reader = body?.getReader();
        for (let read = 0; read < moment % 5; read += 1) await reader?.read().catch(() => null);
        for (let wait = 0; wait < moment / 5; wait += 1) await turn();
        if (how !== "cancel") gone.abort();
        if (how === "cancel" || how === "both") await reader?.cancel().catch(() => null);
        if (how === "abort and read on")
          for (let next = await reader?.read(); next && !next.done;) next = await reader?.read();
      }
      await eventually(() => expect(stopped()).toBe(2));
    }
    await turn();
    expect(rejections).toEqual([]);
    expect(logged).not.toHaveBeenCalled();
  },
);

test("a request that was aborted before its answer began ends at once", async () => {
  const { streams, stopped } = openAll(AbortSignal.abort());
  for (const stream of streams) await stream.text();
  await eventually(() => expect(stopped()).toBe(2));
});

test("events that are read to their end are whole, and the stream ends once", async () => {
  const lines = (await ndjson(events(50), client()).text()).trim().split("\n");
  expect(lines).toHaveLength(50);
  const file = (await jsonLines(pages(50), "file.jsonl", client()).text()).trim().split("\n");
  expect(file).toHaveLength(50);
});

test("an error becomes the last event, and a download breaks off", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  async function* broken() {
    yield [1];
    await turn();
    throw new Error("secret");
  }
  const text = await ndjson(broken(), client()).text();
  expect(text).toContain('"type":"error"');
  expect(text).not.toContain("secret");
  await expect(jsonLines(broken(), "file.jsonl", client()).text()).rejects.toThrow();
});
