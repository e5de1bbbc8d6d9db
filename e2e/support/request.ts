/**
 * Repeats a request whose connection was reset: Node closes a kept connection after 5 s without a request, and a request that is
 * sent at that moment is lost. Browsers repeat it by themselves. For requests that change nothing.
 */
export const REPEATED = { maxRetries: 3 } as const;
