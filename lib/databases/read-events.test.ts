import { expect, test } from "vitest";
import { checkEventSchema, type CheckEvent } from "./visit";
import { readEvents } from "./read-events";

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function readAll(chunks: AsyncIterable<string>) {
  const read: CheckEvent[] = [];
  for await (const event of readEvents(chunks, checkEventSchema)) read.push(event);
  return read;
}

const events: CheckEvent[] = [
  { type: "stage", stage: { stage: "dns", status: "ok", ms: 2, detail: "203.0.113.7\nsecond line" } },
  { type: "error", message: "The server went away." },
];
const text = events.map((event) => `${JSON.stringify(event)}\n`).join("");

test.each([1, 7, 10_000])(
  "events are read whole when the text comes in pieces of %i characters",
  async (size) => {
    const read = await readAll(pieces(text, size));
    expect(read).toEqual(events);
  },
);

test("a last line without a line end counts, and a line that is no event is left out", async () => {
  const read = await readAll(pieces(`{"type":"?"}\nnot json\n${text.trimEnd()}`, 9));
  expect(read).toEqual(events);
});
