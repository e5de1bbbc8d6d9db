export const root: string;
export function bundled(entry: string): Promise<string>;
export function run(entry: string, argv: readonly string[]): Promise<unknown>;
