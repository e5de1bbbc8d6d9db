import "server-only";

/**
 * Returns where a request came from, as the nearest proxy says. Without a proxy a client can say what it likes here, so
 * nothing is allowed or refused by it alone.
 */
export const addressOf = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
