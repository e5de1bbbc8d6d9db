/** Returns the browser for the end-to-end tests, null where there is none in the usual places. */
export function findBrowser(): string | null;
