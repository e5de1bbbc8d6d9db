import { defineEntry } from "../define";

export const concurrentRequestLimit = defineEntry({
  slug: "concurrent-request-limit",
  title: "503: too many concurrent requests",
  says: ["Electric"],
  samples: [
    '{"code":"concurrent_request_limit_exceeded","message":"Concurrent initial request limit exceeded (limit: 300), please retry"}',
  ],
  patterns: [/concurrent_request_limit_exceeded/, /concurrent (?:initial|existing) request limit exceeded/],
  meaning:
    "More requests than ELECTRIC_MAX_CONCURRENT_REQUESTS run at the same time: 300 for first data, 10,000 for the rest.",
  reaction: "refuses",
  electric: "Answers 503 with Retry-After of 6 to 10 seconds; clients try again by themselves.",
  steps: [
    { says: "Put a cache or CDN before Electric: it is made for that." },
    {
      says: "Raise the limit where CPU and pool are idle.",
      code: 'ELECTRIC_MAX_CONCURRENT_REQUESTS={"initial":600,"existing":20000}',
    },
  ],
  checks: ["electric.health"],
  source: "Electric 1.7.12, plug/serve_shape_plug.ex 316",
});
