import type { Database } from "@/lib/databases/database";
import type { RunAs, RunAsked } from "@/lib/repair/run/input";
import type { Refusal } from "@/components/api/refused";
import type { Made } from "./use-secrets";

/** What an admin can do on the repair page; an answer is what it asked for, or a refusal with its texts. */
export type RepairActions = {
  start: (input: RunAsked) => Promise<{ runId: string } | Refusal>;
  cancel: (runId: string) => Promise<Refusal | void>;
  takeUp: (runId: string, as: RunAs | null) => Promise<Refusal | void>;
  newPassword: () => Promise<Made | Refusal>;
};

/** What the page knows of its database: no secret. */
export type RepairedDatabase = {
  id: string;
  /** Electric's role, by the target. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
  /** What has to be typed before something is changed in production; null elsewhere. */
  confirm: string | null;
  /** Where Headroom connects, and as whom by the credentials that are stored. */
  address: Pick<Database, "host" | "port" | "database" | "sslmode" | "provider" | "user"> &
    Pick<Database["target"], "ipv6">;
};
