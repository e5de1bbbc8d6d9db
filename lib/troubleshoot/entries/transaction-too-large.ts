import { defineEntry } from "../define";

export const transactionTooLarge = defineEntry({
  slug: "transaction-too-large",
  title: "A transaction exceeds Electric's limit",
  says: ["Electric"],
  samples: [
    "Collected transaction exceeds limit of 262144000 bytes.",
    "[warning] Collected transaction exceeds limit of 5000 bytes.",
  ],
  patterns: [/collected transaction exceeds limit of \d{1,15} bytes/],
  meaning:
    "One transaction changed more than Electric takes (250 MiB by default). REPLICA IDENTITY FULL adds every old row to it.",
  reaction: "purges",
  electric: "Drops its slot (in automatic mode its publication too), makes both anew and purges all shapes.",
  steps: [
    { says: "Split the job into transactions of some thousand rows." },
    {
      says: "Or raise the limit, with memory to match. The variable is undocumented.",
      code: "ELECTRIC_EXPERIMENTAL_MAX_TXN_SIZE=1073741824",
    },
  ],
  checks: ["tables.write_cost"],
  source:
    "Electric 1.7.12, config.ex 56 and db_connection_error.ex 437-445; integration test exceedingly-large-transaction.lux",
});
