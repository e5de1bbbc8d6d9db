import { z } from "zod";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { SSLMODES } from "@/lib/postgres/sslmode";
import { nameSchema, targetSchema } from "@/lib/target/schema";

const pace = (least: number) =>
  z.coerce
    .number("A pace is a number of seconds.")
    .int("A pace is a whole number.")
    .min(least, `A pace is at least ${least / 1000} s.`)
    .max(3_600_000, "A pace is at most an hour.");

/** How a database is watched: whether at all, and the ms between samples while it is viewed and while it is not. */
export const samplingSchema = z.object({
  on: z.boolean().default(true),
  liveMs: pace(1000).default(1000),
  idleMs: pace(5000).default(60_000),
  /** Whether each sample, once a minute at most, writes a logical message, so that an idle server's slots have something to confirm. */
  heartbeat: z.boolean().default(false),
});

export type Sampling = z.infer<typeof samplingSchema>;
export const defaultSampling: Sampling = samplingSchema.parse({});

/** The name of a group of databases, by which people and shared views are given some of them; empty for none. */
export const groupSchema = z.string().trim().max(60, "A group's name has at most 60 characters.");

/** Input of a database: the same schema judges the form in the browser and on the server. */
export const databaseInputSchema = z.object({
  name: z.string().trim().min(1, "Give the database a name.").max(80, "A name has at most 80 characters."),
  group: groupSchema.default(""),
  host: z
    .string()
    .trim()
    .min(1, "The host name is needed.")
    .max(253, "A host name has at most 253 characters.")
    .regex(/^[^\s/@?#,]+$/, "One host name or address, without spaces, slashes, commas or user."),
  port: z.coerce
    .number("The port is a number.")
    .int("The port is a whole number.")
    .min(1, "A port is 1 to 65535.")
    .max(65_535, "A port is 1 to 65535."),
  database: nameSchema,
  user: z
    .string()
    .min(1, "The user name is needed.")
    .max(200, "A user name has at most 200 characters.")
    .refine((user) => !user.includes("\0"), "A user name cannot contain a NUL character."),
  /** Empty on edit means: keep the one that is stored. */
  password: z.string().max(1000, "A password has at most 1000 characters."),
  sslmode: z.enum(SSLMODES),
  /** PEM of the authority that verify-ca and verify-full trust; empty means the system's. */
  caCertificate: z.string().max(100_000, "A certificate has at most 100,000 characters.").default(""),
  /** Flaws of the pasted string for Electric (lib/electric/url.ts); ids and details, no secrets. */
  urlFlaws: z.array(z.object({ id: z.string(), detail: z.string() })).default([]),
  target: targetSchema,
  sampling: samplingSchema.default(defaultSampling),
});

export type DatabaseInput = z.infer<typeof databaseInputSchema>;

/** A stored database as pages see it: never with its password. */
export const databaseSchema = databaseInputSchema.omit({ password: true }).extend({
  id: z.uuid(),
  kind: z.enum(["own", "sandbox"]),
  provider: z.enum(PROVIDER_IDS),
  hasPassword: z.boolean(),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
});

export type Database = z.infer<typeof databaseSchema>;
