import "server-only";

const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;

const frames = (error: Error): string =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");

/**
 * Writes an error that nobody foresaw to stderr: what it is, and where. Neither the statement nor its parameters are
 * written, which a query's error holds.
 */
export function logUnexpected(error: unknown): void {
  const root = rootOf(error);
  const what = root instanceof Error ? `${root.name}: ${root.message.split("\n")[0]}` : typeof root;
  const where = error instanceof Error ? `\n${frames(error)}` : "";
  process.stderr.write(`Headroom met an error that it did not expect. ${what}${where}\n`);
}
