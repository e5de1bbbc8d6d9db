import "server-only";
import { randomBytes } from "node:crypto";

/** Marks a request that passed the filter, with a secret of this process. `proxy.ts` refuses a request without it. */
export const MARK_HEADER = "x-headroom-request";

declare global {
  // Next loads a module once per bundle; there is to be one secret for the process.
  var headroomRequestMark: string | undefined;
}

/** Returns the secret that marks requests which passed the filter. */
export const requestMark = (): string => (globalThis.headroomRequestMark ??= randomBytes(24).toString("hex"));
