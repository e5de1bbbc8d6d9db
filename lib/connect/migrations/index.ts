import { drizzle } from "./drizzle";
import { ecto } from "./ecto";
import { flyway } from "./flyway";
import { knex } from "./knex";
import type { MigrationTool } from "./migration";
import { prisma } from "./prisma";
import { rails } from "./rails";
import { sql } from "./sql";
import { typeorm } from "./typeorm";

/** Ids of the tools, in the order of their tabs. */
export const TOOL_IDS = ["sql", "drizzle", "prisma", "knex", "typeorm", "ecto", "rails", "flyway"] as const;

export type ToolId = (typeof TOOL_IDS)[number];

/** Every tool of migrations: an id without its tool does not compile. */
export const TOOLS: Readonly<Record<ToolId, MigrationTool>> = {
  sql,
  drizzle,
  prisma,
  knex,
  typeorm,
  ecto,
  rails,
  flyway,
};
