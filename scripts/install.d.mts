/** Returns the name of the package that a line of npm's log says was fetched, null for another line. */
export function fetchedPackage(line: string): string | null;
