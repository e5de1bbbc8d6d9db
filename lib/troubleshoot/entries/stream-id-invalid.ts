import { defineEntry } from "../define";

export const streamIdInvalid = defineEntry({
  slug: "stream-id-invalid",
  title: "ELECTRIC_REPLICATION_STREAM_ID is not valid",
  says: ["Electric"],
  samples: [
    '** (MatchError) no match of right hand side value: {:error, "Invalid unquoted identifier contains special characters: my-app"}',
  ],
  patterns: [
    /no match of right hand side value: \{:error, "invalid unquoted identifier contains special characters/,
  ],
  meaning:
    "The id is a part of an SQL name: a letter or _ first, then letters, digits and _. Hyphens are refused, though Electric's docs have examples with them.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [{ says: "Use an underscore.", code: "ELECTRIC_REPLICATION_STREAM_ID=my_app" }],
  checks: ["slot.name"],
  source: "Electric 1.7.12, runtime.exs 145-156 and identifiers.ex 121-138",
  inContainer: ({ env }) => {
    const id = env.get("ELECTRIC_REPLICATION_STREAM_ID");
    return id === undefined || /^[\p{L}_][\p{L}\d_$]*$/u.test(id)
      ? null
      : "ELECTRIC_REPLICATION_STREAM_ID is not an unquoted SQL name";
  },
});
