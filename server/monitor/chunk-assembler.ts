import "server-only";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { parseJson } from "@/lib/text/json";

/** Room in one NOTIFY, bytes: PostgreSQL takes less than 8,000 (docs, NOTIFY). */
const ROOM = 7_600;

const partSchema = z.object({
  from: z.uuid(),
  id: z.string(),
  part: z.number().int(),
  of: z.number().int().max(1000),
  text: z.string(),
});

/** Returns a message of a replica as so many payloads as it needs, compressed. */
export function chunksOf(from: string, message: string): string[] {
  const text = gzipSync(message, { level: 1 }).toString("base64");
  const id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const of = Math.max(1, Math.ceil(text.length / ROOM));
  return Array.from({ length: of }, (_none, part) =>
    JSON.stringify({ from, id, part, of, text: text.slice(part * ROOM, (part + 1) * ROOM) }),
  );
}

/** Puts messages together again, whatever else comes between their parts. */
export class ChunkAssembler {
  readonly #begun = new Map<string, string[]>();

  constructor(private readonly own: string) {}

  /** Returns the message that this payload completes; null for our own, for a part of more, and for nonsense. */
  take(payload: string): string | null {
    const read = partSchema.safeParse(parseJson(payload));
    if (!read.success || read.data.from === this.own) return null;
    const { from, id, part, of, text } = read.data;
    const key = `${from} ${id}`;
    const texts = this.#begun.get(key) ?? [];
    texts[part] = text;
    this.#begun.set(key, texts);
    if (texts.filter((each) => each !== undefined).length < of) {
      // Parts come in order and together: what stays behind was cut off with its sender.
      if (this.#begun.size > 100) this.#begun.delete([...this.#begun.keys()][0] ?? key);
      return null;
    }
    this.#begun.delete(key);
    try {
      return gunzipSync(Buffer.from(texts.join(""), "base64"), {
        maxOutputLength: 16 * 1024 ** 2,
      }).toString();
    } catch {
      return null;
    }
  }
}
