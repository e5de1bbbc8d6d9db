import { defineEntry } from "../define";
import { isOn } from "../container";

export const secretMissing = defineEntry({
  slug: "secret-missing",
  title: "ELECTRIC_SECRET is not set",
  says: ["Electric"],
  samples: [
    "You must set ELECTRIC_SECRET unless ELECTRIC_INSECURE=true. Setting ELECTRIC_INSECURE=true risks exposing your database, only use insecure mode in development or you've otherwise secured the Electric API",
    "You cannot set both ELECTRIC_SECRET and ELECTRIC_INSECURE=true",
  ],
  patterns: [
    /you must set electric_secret unless electric_insecure=true/,
    /you cannot set both electric_secret and electric_insecure/,
  ],
  meaning:
    "Electric starts with exactly one of ELECTRIC_SECRET and ELECTRIC_INSECURE=true. The docker line of Electric's guide has neither.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [
    {
      says: "Make a secret and keep it where your proxy reads it too.",
      code: "ELECTRIC_SECRET=$(openssl rand -hex 32)",
    },
    { says: "On your own machine alone, go without.", code: "ELECTRIC_INSECURE=true" },
  ],
  checks: ["electric.health"],
  source: "Electric 1.7.12, config.ex 657-664",
  inContainer: ({ env, isElectric }) => {
    if (!isElectric) return null;
    const [hasSecret, isInsecure] = [env.has("ELECTRIC_SECRET"), isOn(env.get("ELECTRIC_INSECURE"))];
    if (hasSecret && isInsecure) return "Both ELECTRIC_SECRET and ELECTRIC_INSECURE are set";
    return hasSecret || isInsecure ? null : "Neither ELECTRIC_SECRET nor ELECTRIC_INSECURE is set";
  },
});
