import "server-only";

/**
 * Returns the address of the client, or "unknown". The header is ours: server/http/request-filter.ts has replaced whatever came
 * with the request by what the socket and the trusted proxies say.
 */
export const addressOf = (headers: Headers): string => headers.get("x-forwarded-for") ?? "unknown";
