import { parseArgs } from "node:util";
import { z } from "zod";

const count = (least: number, usual: number) => z.coerce.number().int().min(least).default(usual);

const schema = z.object({
  /** Length of the disturbed part, half of it with two replicas and half with three; 0 leaves it out. */
  minutes: z.coerce.number().nonnegative().default(10),
  databases: count(1, 200),
  servers: count(1, 8),
  /** Databases of the last part, with one replica; 0 leaves it out. */
  many: count(0, 1000),
  seed: count(0, Math.floor(Math.random() * 1_000_000)),
});

export type SoakOptions = z.infer<typeof schema>;

/** Returns the options of a soak from its arguments. @throws Error for an option that is unknown or no number */
export function readOptions(args: string[]): SoakOptions {
  const text = { type: "string" } as const;
  const options = { minutes: text, databases: text, servers: text, many: text, seed: text };
  return schema.parse(parseArgs({ args, options }).values);
}
