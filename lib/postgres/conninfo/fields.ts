import type { Sslmode } from "../sslmode";

/** Fields of a connection string; the only parameters that ever reach a driver. */
export type ConnectionFields = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** Null when the string names none, or one that does not exist. */
  sslmode: Sslmode | null;
};

/** Something about a connection string that would bite, with its remedy in one click where there is one. */
export type Flaw = {
  id: string;
  /** error: it cannot work like this. advice: it works, and something better is one click away. */
  severity: "error" | "advice";
  /** One sentence: "Port 6432 is PlanetScale's PgBouncer." */
  says: string;
  remedy: { label: string; text: string } | null;
};
