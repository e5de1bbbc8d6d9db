/** Makes the temporary folder of a run of tests, in memory where there is room, and sets TMPDIR to it; returns its path. */
export function makeRunFolder(): string;
