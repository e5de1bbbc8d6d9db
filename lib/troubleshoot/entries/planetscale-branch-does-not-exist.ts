import { defineEntry } from "../define";

export const planetscaleBranchDoesNotExist = defineEntry({
  slug: "planetscale-branch-does-not-exist",
  title: "PlanetScale does not know the branch",
  says: ["PlanetScale"],
  samples: ["branch 3ibd4pbmos9p does not exist", "member zone-a not found in branch 3ibd4pbmos9p"],
  patterns: [/branch [a-z0-9_-]{1,60} does not exist/, /member \S{1,60}? not found in branch/],
  meaning:
    "The branch id after the dot of the user name is wrong or its branch was deleted. During a maintenance it appears for some seconds.",
  reaction: "retries",
  electric: "Tries again without end (before 1.4.16 it exits).",
  steps: [
    {
      says: "Copy the user name of the branch anew from PlanetScale's console: role, dot, branch id.",
      code: "DATABASE_URL=postgresql://postgres.nk35mx55qq:…@xxxx.horizon.psdb.cloud:5432/postgres?sslmode=require",
    },
  ],
  checks: ["connection.reachable", "connection.url"],
  source:
    "Electric 1.7.12, db_connection_error.ex 212-218; PlanetScale docs, connecting/client-error-reference",
});
