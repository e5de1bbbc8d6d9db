import "server-only";
import { randomUUID } from "node:crypto";
import { REQUEST_ID } from "@/lib/log/entry";
import { isTrusted, plainAddress, type TrustedProxies } from "../forwarded";
import type { IncomingHead } from "./request-rules";

/** The header that names a request, to us and in our answer. */
export const REQUEST_ID_HEADER = "x-request-id";

type Named = Pick<IncomingHead, "headers" | "peer">;

/** Returns the id that a request of our own process carries, a new one where it carries none. */
export function ownRequestId({ headers }: Pick<IncomingHead, "headers">): string {
  const named = headers[REQUEST_ID_HEADER];
  return typeof named === "string" && REQUEST_ID.test(named) ? named : randomUUID();
}

/**
 * Returns the id of a request: the one that a trusted proxy gave it, where it is well-formed, else a new one. From any other
 * peer it could be made to look like another's request, or like a line of the log.
 */
export function requestIdOf({ headers, peer }: Named, trusted: TrustedProxies): string {
  const address = plainAddress(peer ?? "");
  return address !== null && isTrusted(address, trusted) ? ownRequestId({ headers }) : randomUUID();
}
