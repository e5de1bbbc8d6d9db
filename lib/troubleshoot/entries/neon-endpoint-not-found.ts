import { defineEntry } from "../define";

export const neonEndpointNotFound = defineEntry({
  slug: "neon-endpoint-not-found",
  title: "Neon does not find the endpoint",
  says: ["Neon"],
  samples: [
    "The requested endpoint could not be found, or you don't have access to it. Please check the provided ID and try again.",
  ],
  patterns: [/the requested endpoint could not be found/],
  meaning:
    "The endpoint in the host name was deleted, belongs to another account, or its name did not reach Neon by SNI.",
  reaction: "exits",
  electric: "Exits.",
  steps: [{ says: "Copy the connection string of the branch anew from Neon's console, without -pooler." }],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 519-532",
});
