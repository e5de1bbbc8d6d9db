import { defineEntry } from "../define";

export const invalidApiSecret = defineEntry({
  slug: "invalid-api-secret",
  title: "401: the API secret is missing or wrong",
  says: ["Electric"],
  samples: [
    '{"message":"Unauthorized - Invalid API secret"}',
    'HTTP/1.1 401 Unauthorized\n{"message":"Unauthorized - Invalid API secret"}',
  ],
  patterns: [/unauthorized - invalid api secret/],
  meaning: "The request lacks the parameter secret, or it differs from Electric's ELECTRIC_SECRET.",
  reaction: "refuses",
  electric: "Answers 401.",
  steps: [
    {
      says: "Have your proxy add the secret; it does not belong into a browser.",
      code: "GET /v1/shape?table=items&offset=-1&secret=…",
    },
    { says: "In the address the secret has to be percent-encoded." },
  ],
  checks: ["electric.health"],
  source: "Electric 1.7.12, plug/router.ex 79",
});
