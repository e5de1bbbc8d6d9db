import { defineEntry } from "../define";

export const prismaAccountRestricted = defineEntry({
  slug: "prisma-account-restricted",
  title: "Prisma Postgres restricts the account",
  says: ["Prisma Postgres"],
  samples: [
    "Failed to identify your database: Your account has restrictions: planLimitReached. Please contact Prisma support to resolve account restrictions.",
  ],
  patterns: [/failed to identify your database: your account has restrictions/],
  meaning: "Prisma's proxy refuses the account, most often because a limit of its plan is reached.",
  reaction: "exits",
  electric: "Exits.",
  steps: [{ says: "Raise the plan in Prisma's console, or ask its support." }],
  checks: ["connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 448-462",
});
