import { defineEntry } from "../define";

export const planetscalePoolerPrimaryOnly = defineEntry({
  slug: "planetscale-pooler-primary-only",
  title: "PlanetScale's pooler leads to the primary only",
  says: ["PlanetScale"],
  samples: ["pooler only supports primary destinations for branch nk35mx55qq"],
  patterns: [/pooler only supports primary destinations for branch/],
  meaning: "The user name ends with |replica and the port is 6432. Electric needs the primary in any case.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [{ says: "Use the user name without |replica, on port 5432 in DATABASE_URL." }],
  checks: ["connection.primary", "connection.direct"],
  source: "PlanetScale docs, connecting/client-error-reference",
});
