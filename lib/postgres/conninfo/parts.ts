/** What a connection string said, before anything is judged: raw words, null where it said nothing. */
export type Parts = {
  host: string | null;
  port: string | null;
  database: string | null;
  user: string | null;
  /** As the server gets it: decoded. */
  password: string | null;
  sslmode: string | null;
  /** Every other parameter, in its order. None of them reaches a driver. */
  extra: [name: string, value: string][];
  /** Where the password stands in the text, so that it can be masked as it is typed: [from, to). */
  passwordRange: [number, number] | null;
  /** Characters of the password that a URI must escape and this one did not. */
  unescaped: string[];
};

/** Parts of a text that says nothing yet. */
export const noParts = (): Parts => ({
  host: null,
  port: null,
  database: null,
  user: null,
  password: null,
  sslmode: null,
  extra: [],
  passwordRange: null,
  unescaped: [],
});

/** Gives a parameter its place: one of ours, or an extra. `ssl=true` is JDBC's and Node's way to say `require`. */
export function assign(parts: Parts, name: string, value: string): void {
  switch (name) {
    case "host":
    case "port":
    case "user":
    case "password":
    case "sslmode":
      parts[name] = value;
      return;
    case "dbname":
    case "database":
      parts.database = value;
      return;
    case "ssl":
      if (value === "true" && parts.sslmode === null) parts.sslmode = "require";
      else if (value !== "true") parts.extra.push([name, value]);
      return;
    default:
      parts.extra.push([name, value]);
  }
}
