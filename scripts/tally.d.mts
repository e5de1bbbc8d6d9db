export type Failure = { file: string | null; name: string; message: string };
export type Tally = { passed: number; failures: Failure[] };
