import { CLASS, NO_WAY_BACK, timestamp, type MigrationTool } from "./migration";
import { templateLiteral } from "./typescript";

/** A migration class (TypeORM docs, migrations), whose name ends with the time in ms. */
export const typeorm: MigrationTool = {
  title: "TypeORM",
  files: ({ statements }, at) => [
    {
      name: `src/migrations/${timestamp(at)}-${CLASS}.ts`,
      language: "typescript",
      text: [
        'import type { MigrationInterface, QueryRunner } from "typeorm";',
        "",
        `export class ${CLASS}${at.getTime()} implements MigrationInterface {`,
        "  public async up(queryRunner: QueryRunner): Promise<void> {",
        ...statements.map((statement) => `    await queryRunner.query(${templateLiteral(statement)});`),
        "  }",
        "",
        "  public async down(): Promise<void> {",
        `    throw new Error(${JSON.stringify(NO_WAY_BACK)});`,
        "  }",
        "}",
        "",
      ].join("\n"),
    },
  ],
  notes: ["synchronize leaves publications alone; migrations make them."],
};
