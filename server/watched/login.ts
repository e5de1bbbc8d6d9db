import "server-only";
import type { ProfileInput } from "@/lib/databases/profile";

/** Everything that a session needs and nothing else: what a user gave us reaches the driver only through this. */
export type Login = Pick<
  ProfileInput,
  "host" | "port" | "database" | "user" | "sslmode" | "caCertificate" | "urlFlaws"
> & {
  /** Null where none is stored: the server may trust the address. */
  password: string | null;
};
