import { defineEntry } from "../define";

export const planetscaleUserNeedsBranch = defineEntry({
  slug: "planetscale-user-needs-branch",
  title: "PlanetScale wants the branch in the user name",
  says: ["PlanetScale"],
  samples: ["invalid user format: username must include branch (e.g., user.branch)"],
  patterns: [/invalid user format: username must include branch/],
  meaning: "At PlanetScale the user name on the wire is the role, a dot and the branch id.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    {
      says: "Add the branch id to the user name.",
      code: "DATABASE_URL=postgresql://electric.nk35mx55qq:…@xxxx.horizon.psdb.cloud:5432/postgres?sslmode=require",
    },
  ],
  checks: ["connection.reachable", "connection.url"],
  source: "PlanetScale docs, connecting/client-error-reference",
});
