import "server-only";

/** How long each part of a session may take, ms, and how much it may send. */
export const LIMITS = {
  /** Finding the addresses of a name. */
  dns: 5_000,
  /** One address, and all addresses of the name together. */
  address: 5_000,
  tcp: 10_000,
  /** From asking for TLS to the end of the handshake. */
  tls: 5_000,
  /** From the start-up message to ReadyForQuery. */
  login: 10_000,
  /** Without a byte from the server while the session is open; above statement_timeout, so that the server speaks first. */
  silence: 20_000,
  /** The whole life of a session. */
  session: 60_000,
  /** Waiting for the server to close its end; after that the socket is destroyed. */
  farewell: 1_000,
  /**
   * Most that a server may send until it has let us in, bytes; PostgreSQL sends less than one thousand, certificates a few
   * more.
   */
  loginBytes: 1024 * 1024,
  /** One message, bytes: a row with the rights on ten thousand columns has one, and no table has more than 1,600. */
  message: 32 * 1024 * 1024,
  /** One answer as what reading it takes in memory, bytes (row-shape.ts). */
  answer: 256 * 1024 * 1024,
  /** Most that a server may send in one session, bytes: hundreds of thousands of tables, and not all of our memory. */
  bytes: 256 * 1024 * 1024,
};

export type Limits = typeof LIMITS;
