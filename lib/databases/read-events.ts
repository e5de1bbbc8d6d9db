import type { z } from "zod";
import { parseJson } from "../text/json";

/**
 * Reads a stream of JSON objects, one a line, and yields each as its schema has it; lines of an unknown shape are
 * left out. `chunks` are pieces of text as they come, cut anywhere.
 */
export async function* readEvents<Schema extends z.ZodType>(
  chunks: AsyncIterable<string>,
  schema: Schema,
): AsyncGenerator<z.infer<Schema>> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield* parsed(line, schema);
  }
  yield* parsed(rest, schema);
}

function parsed<Schema extends z.ZodType>(line: string, schema: Schema): z.infer<Schema>[] {
  if (line.trim() === "") return [];
  const event = schema.safeParse(parseJson(line));
  return event.success ? [event.data] : [];
}
