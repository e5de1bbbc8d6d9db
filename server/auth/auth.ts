import "server-only";
import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { nextCookies } from "better-auth/next-js";
import { isSecure, publicUrl } from "../http/origin";
import { sessionSecret } from "../secrets/keys";
import { db } from "../store/db";
import * as schema from "../store/schema";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/accounts/account";
import { ABSOLUTE_SECONDS } from "./lifetime";

/** better-auth, mounted nowhere over HTTP: our own actions call it, so nothing of it answers by itself. */
function build() {
  return betterAuth({
    appName: "Headroom",
    baseURL: publicUrl(),
    secret: sessionSecret(),
    database: drizzleAdapter(db(), { provider: "pg", schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    user: {
      additionalFields: {
        role: { type: ["admin", "member"], required: true, defaultValue: "member", input: false },
      },
    },
    // It ends 30 days after its sign-in; server/auth/session.ts ends it earlier when nobody uses it.
    session: { expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true },
    advanced: { useSecureCookies: isSecure(), cookiePrefix: "headroom" },
    // Ours are in the store, shared by all replicas (server/auth/limits.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [nextCookies()],
  });
}

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomAuth: ReturnType<typeof build> | undefined;
}

/** Returns better-auth, built at its first use: a build of the pages has neither store nor secret. */
export const auth = (): ReturnType<typeof build> => (globalThis.headroomAuth ??= build());

/** Forgets it with its store and its secret: for tests. */
export function forgetAuth(): void {
  globalThis.headroomAuth = undefined;
}
