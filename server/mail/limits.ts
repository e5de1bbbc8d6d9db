import "server-only";
import { LIMITS } from "../watched/limits";

/** How long each part of sending a mail may take, ms, and how much a server may answer, bytes. */
export const MAIL_LIMITS = {
  ...LIMITS,
  /** From the connection to the greeting. RFC 5321 allows 5 min; a person waits for the test. */
  greeting: 15_000,
  /** STARTTLS and its handshake. */
  upgrade: 15_000,
  /** Without a byte from the server. */
  quiet: 20_000,
  /** All of it: a server that sends a byte now and then does not hold us. */
  total: 60_000,
  /** One answer of the server. */
  answer: 64 * 1024,
};

export type MailLimits = typeof MAIL_LIMITS;
