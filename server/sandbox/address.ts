import "server-only";
import { ADMIN } from "./roles";
import type { SandboxSettings } from "./settings";

/** Returns the address of the sandbox, as its database has it: over TLS with a certificate that no authority signed. */
export const sandboxAddress = ({ port, passwords }: SandboxSettings) =>
  ({
    host: "127.0.0.1",
    port,
    database: "postgres",
    user: ADMIN,
    password: passwords.admin,
    sslmode: "require",
  }) as const;
