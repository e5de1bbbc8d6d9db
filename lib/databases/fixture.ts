import { databaseInputSchema, type DatabaseInput } from "./database";

/** Input of a database, for tests: a server that is nowhere, Electric's own defaults. */
export const aDatabaseInput: DatabaseInput = databaseInputSchema.parse({
  name: "Orders",
  host: "db.example.com",
  port: 5432,
  database: "orders",
  user: "app",
  password: "",
  sslmode: "verify-full",
  target: {},
});
