/** Repeats a request whose connection was reset, as browsers do by themselves. For requests that change nothing. */
export const REPEATED = { maxRetries: 3 } as const;
