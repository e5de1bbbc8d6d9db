import "server-only";
import { z } from "zod";
import { LOG_LEVELS } from "@/lib/log/entry";
import { smtpUrlSchema } from "@/lib/mail/server";
import { trustedProxiesSchema } from "./forwarded";
import { policySchema } from "./watched/networks";

const schema = z.object({
  /** Headroom's own store. `npm start` sets it to the embedded one. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "is a postgresql:// address"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** At least 32 characters; without it a key is made once in the data folder. */
  HEADROOM_SECRET: z.string().min(32, "has at least 32 characters").optional(),
  /** The secret from before a change of the key (`headroom rekey`): it decrypts and never encrypts. */
  HEADROOM_SECRET_PREVIOUS: z.string().min(32, "has at least 32 characters").optional(),
  /** The address that browsers use, for cookies and links; http://localhost:PORT without it. */
  HEADROOM_URL: z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" }).optional(),
  /** Addresses and CIDR networks of the proxies whose X-Forwarded-For, -Host and -Proto count; none without it. */
  HEADROOM_TRUSTED_PROXIES: trustedProxiesSchema.default([]),
  HEADROOM_DATA: z.string().min(1).default(".data"),
  /** Read where addresses are judged (server/watched/networks.ts); here so that a wrong one is told at the start. */
  HEADROOM_NETWORKS: policySchema.optional(),
  /** Read where lines are written (server/http/log.ts); here so that a wrong one is told at the start. */
  HEADROOM_LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
  /** The mail server; it wins over the one of Settings, Mail. */
  HEADROOM_SMTP_URL: smtpUrlSchema.optional(),
  /** How many watched databases are sampled at the same moment at most, by this process. */
  HEADROOM_SAMPLES_IN_FLIGHT: z.coerce.number().int().min(1).max(1000).default(8),
  /** `on` asks Have I Been Pwned whether a new password was leaked (server/auth/breached.ts). */
  HEADROOM_BREACHED_PASSWORDS: z.enum(["on", "off"], "is on or off").default("off"),
  /** Printed by the launcher in the set-up address; hashed at boot and dead after the first admin. */
  HEADROOM_SETUP_TOKEN: z.string().min(32).optional(),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | null = null;

/** Reads the environment of a process. @throws Error that names every variable that is wrong, and no value */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  // An empty variable, as compose files make them, means that it is not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Error(`Headroom cannot start; these environment variables are wrong:\n${wrong.join("\n")}`);
}

/** Returns this process's environment, parsed once. @throws Error as parseEnv */
export function env(): Env {
  return (parsed ??= parseEnv(process.env));
}
