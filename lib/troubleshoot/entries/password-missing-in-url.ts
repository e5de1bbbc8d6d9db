import { defineEntry } from "../define";
import { flawIn } from "../container";

export const passwordMissingInUrl = defineEntry({
  slug: "password-missing-in-url",
  title: "DATABASE_URL has no password",
  says: ["Electric"],
  samples: ['** (KeyError) key :password not found in: [hostname: "db.example.com"'],
  patterns: [/\(keyerror\) key :password not found in/],
  meaning:
    "Electric starts with a password in the address only, also where the server trusts it without one.",
  reaction: "exits",
  electric: "Does not start, exit code 1.",
  steps: [
    {
      says: "Add one; any word is enough where the server asks for none.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders",
    },
  ],
  checks: ["connection.url", "role.password"],
  source: "Electric 1.7.12 observed; stack_supervisor.ex 81-86",
  inContainer: ({ urlFlaws }) => flawIn(urlFlaws, ["no-password"]),
});
