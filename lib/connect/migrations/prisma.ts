import { script, SLUG, timestamp, type MigrationTool } from "./migration";

/** A migration that is written by hand (Prisma docs, prisma migrate, customizing migrations). */
export const prisma: MigrationTool = {
  title: "Prisma",
  files: (publishing, at) => [
    {
      name: `prisma/migrations/${timestamp(at)}_${SLUG}/migration.sql`,
      language: "sql",
      text: `${script(publishing).join("\n")}\n`,
    },
  ],
  notes: [
    "prisma migrate deploy runs it; the shadow database of prisma migrate dev needs Electric's role too.",
  ],
};
