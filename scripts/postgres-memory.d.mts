/** The environment for the tests' Postgres. */
export const POSTGRES_MEMORY: Record<string, string>;
