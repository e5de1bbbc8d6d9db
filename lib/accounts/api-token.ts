import { z } from "zod";
import { signInSchema } from "./account";
import type { Role } from "./roles";

/** Scopes of an API token, least first: each has the rights of those before it. */
export const TOKEN_SCOPES = ["read", "check", "run"] as const;

export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A sentence for each scope, as forms, docs and the API's document have it. */
export const SCOPE_SAYS: Record<TokenScope, string> = {
  read: "Reads databases, findings, budgets, history, runs, alerts and the audit log. Changes nothing.",
  check: "Reads, and runs checks.",
  run: "Reads, runs checks, and plans, dry-runs, applies and cancels repairs.",
};

/** The role with which a token acts, for what an endpoint of that scope needs: never more than the endpoint asks for. */
export const ROLE_OF_SCOPE: Record<TokenScope, Role> = { read: "member", check: "member", run: "admin" };

/** Returns whether a token's scope has the rights of the one that is needed. */
export const includesScope = (scope: TokenScope, needed: TokenScope): boolean =>
  TOKEN_SCOPES.indexOf(scope) >= TOKEN_SCOPES.indexOf(needed);

/** Lives of a token that the form offers, days. */
export const TOKEN_DAYS = [30, 90, 365] as const;
export const USUAL_TOKEN_DAYS = 90;

/** Input of an admin for a new token: the same schema judges the form in the browser and on the server. */
export const tokenInputSchema = z.object({
  name: z.string().trim().min(1, "Give the token a name.").max(80, "A name has at most 80 characters."),
  scope: z.enum(TOKEN_SCOPES, "Choose a scope."),
  /** Groups of databases that the token sees; none for all. */
  groups: z
    .array(z.string().trim().min(1, "A group has a name.").max(80))
    .max(50, "A token has at most 50 groups.")
    .transform((names) => [...new Set(names)].sort())
    .default([]),
  days: z.literal(TOKEN_DAYS, "Choose 30, 90 or 365 days.").default(USUAL_TOKEN_DAYS),
  /** Absent for a person who signs in by a provider alone. */
  ownPassword: signInSchema.shape.password.optional(),
});

export type TokenInput = z.input<typeof tokenInputSchema>;

/** Whether a token opens anything, or why it does not any more. */
export type TokenState = "open" | "expired" | "revoked" | "maker is no admin";

/** A token as admins see it; the token itself was shown once. Times are ISO. */
export type ApiToken = {
  id: string;
  name: string;
  scope: TokenScope;
  groups: readonly string[];
  state: TokenState;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  /** To the minute; null before the first use. */
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
};

type Facts = { expiresAt: Date; revokedAt: Date | null; makerRole: Role | null };

/** Returns the state of a token at a time. `makerRole` is null where the account is gone. */
export function tokenStateOf({ expiresAt, revokedAt, makerRole }: Facts, now: Date): TokenState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt <= now) return "expired";
  return makerRole === "admin" ? "open" : "maker is no admin";
}
