import { profileInputSchema, type ProfileInput } from "./profile";

/** What a user tells of a database, for tests: a server that is nowhere, Electric's own defaults. */
export const aProfileInput: ProfileInput = profileInputSchema.parse({
  name: "Orders",
  host: "db.example.com",
  port: 5432,
  database: "orders",
  user: "app",
  password: "",
  sslmode: "verify-full",
  target: {},
});
