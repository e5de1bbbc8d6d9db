import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/text/json";
import { InvalidInput } from "./input";

type Asked = { limit: number; cursor?: string | undefined };

/** Returns the cursor that stands for a key of the last item of a page; a client makes nothing of it. */
export const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Returns the key of a cursor, null without one. @throws InvalidInput for what is no cursor of this list */
export function keyOf<Key>(cursor: string | undefined, schema: z.ZodType<Key>): Key | null {
  if (cursor === undefined) return null;
  const key = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (key.success) return key.data;
  throw new InvalidInput([{ in: "query", pointer: "#/cursor", detail: "This is no cursor of this list." }]);
}

const keySchema = z.array(z.string()).min(1).max(3);

/** Compares two keys part by part, by code units: the same order whatever the locale. */
function compareKeys(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const another = other[index] ?? "";
    if (part !== another) return part < another ? -1 : 1;
  }
  return one.length - other.length;
}

/**
 * Returns a page of items in the order of their keys, which are unique. The next page begins after the last key, so that an item which is
 * added or removed meanwhile moves no other. `newestFirst` turns the order around. @throws InvalidInput for a wrong cursor
 */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, cursor }: Asked,
  keyOfItem: (item: Item) => readonly string[],
  { newestFirst = false } = {},
): { items: Item[]; next: string | null } {
  const sign = newestFirst ? -1 : 1;
  const after = keyOf(cursor, keySchema);
  const rest = items
    .map((item) => ({ item, key: keyOfItem(item) }))
    .filter(({ key }) => after === null || sign * compareKeys(key, after) > 0)
    .sort((one, other) => sign * compareKeys(one.key, other.key));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    next: rest.length > limit && last !== undefined ? cursorOf(last.key) : null,
  };
}
