import { defineEntry } from "../define";

export const requestBodyTooLarge = defineEntry({
  slug: "request-body-too-large",
  title: "413: the request body is too large",
  says: ["Electric"],
  samples: ['{"error":"Request body too large"}'],
  patterns: [/"error": ?"request body too large"/],
  meaning: "The body of a POST to /v1/shape exceeds what Electric reads.",
  reaction: "refuses",
  electric: "Answers 413.",
  steps: [{ says: "Send fewer ids in one where clause, or use a subquery." }],
  checks: [],
  source: "Electric 1.7.12, plug/serve_shape_plug.ex 208",
});
