import type { Refusal } from "@/lib/api/refusal";
import type { Database } from "@/lib/databases/database";
import type { ProposalAsked } from "@/lib/repair/proposal";
import type { RunAs, RunAsked } from "@/lib/repair/run/input";
import type { Made } from "./use-secrets";

/** Acts on the repair page; an answer is what it asked for, or a refusal with its texts. */
export type RepairActions = {
  /** Whether the reader is an admin, who applies plans; a member makes dry runs and proposes. */
  mayApply: boolean;
  propose: (input: ProposalAsked) => Promise<Refusal | void>;
  start: (input: RunAsked) => Promise<{ runId: string } | Refusal>;
  cancel: (runId: string) => Promise<Refusal | void>;
  takeUp: (runId: string, as: RunAs | null) => Promise<Refusal | void>;
  newPassword: () => Promise<Made | Refusal>;
};

/** Facts of a database for the page: no secret. */
export type RepairedDatabase = {
  id: string;
  /** Its name in Headroom. */
  name: string;
  environment: Database["target"]["environment"];
  /** Electric's role, by the target. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
  /** Text to type before something is changed in production; null elsewhere. */
  confirm: string | null;
  /** Address that Headroom connects to, and the role of the credentials that are stored. */
  address: Pick<Database, "host" | "port" | "database" | "sslmode" | "provider" | "user"> &
    Pick<Database["target"], "ipv6">;
};
