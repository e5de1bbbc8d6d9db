import "server-only";
import { isSecure } from "../http/origin";
import { auditedVerb } from "../audit/verb";
import { auth } from "./auth";

/** Ends the session that these headers carry; the library deletes its cookie. */
export const signOut = auditedVerb("viewer", (_ctx, audit, headers: Headers) =>
  audit.writeBefore(
    { action: "sign out" },
    async () => void (await auth(isSecure(headers)).api.signOut({ headers })),
  ),
);
