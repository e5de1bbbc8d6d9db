import { defineEntry } from "../define";
import { flawIn } from "../container";

export const databaseUrlInvalid = defineEntry({
  slug: "database-url-invalid",
  title: "DATABASE_URL cannot be read",
  says: ["Electric"],
  samples: [
    "Error converting variable DATABASE_URL using custom function: invalid or missing username",
    'invalid URL scheme: "mysql"',
    "Error converting variable DATABASE_URL using custom function: missing host",
    'invalid "sslmode" value: "required"',
  ],
  patterns: [
    /error converting variable \w{0,40}database_url using custom function/,
    /invalid or missing username/,
    /invalid url scheme: "/,
    /invalid "sslmode" value/,
  ],
  meaning:
    "Electric takes postgresql://user:password@host:port/database?sslmode=require and nothing else. A raw : in the password is reported as an invalid username.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [
    {
      says: "Percent-encode the password: : is %3A, @ is %40, / is %2F, # is %23.",
      code: "DATABASE_URL=postgresql://electric:p%40ss%3Aword@db.example.com:5432/orders?sslmode=require",
    },
    { says: "Take quotes and line breaks away that a shell or a Secret put around it." },
  ],
  checks: ["connection.url"],
  source: "Electric 1.7.12, config.ex 415-468; Electric issue 2149",
  inContainer: ({ urlFlaws }) =>
    flawIn(urlFlaws, [
      "not-a-url",
      "scheme",
      "no-host",
      "several-hosts",
      "no-user",
      "colon-in-password",
      "delimiter-in-password",
      "sslmode-invalid",
    ]),
});
