import "server-only";
import type { electricLockSchema, OpenTransaction, preparedSchema } from "@/lib/snapshot/activity";
import type { defaultPrivilegeSchema, Relation, schemaSchema } from "@/lib/snapshot/relation";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { Leftover } from "@/lib/snapshot/leftover";
import type { Power } from "@/lib/snapshot/power";
import type { Publication, Slot, WalSender } from "@/lib/snapshot/replication";
import type {
  databaseSchema,
  ElectricRole,
  FixedSetting,
  PendingRestart,
  Server,
  visitorSchema,
} from "@/lib/snapshot/server";
import type { z } from "zod";

/** Rows of each query of a look; most are columns named as the Snapshot has them. */
export type Facts = {
  versionNum: number;
  version: string;
  /** The process that answers; behind a pooler not the one that the login named. */
  pid: number;
  visitor: string;
  closedViews: string[];
  closedFunctions: string[];
  /** A provider's own superuser, by which the server is known where no host name tells. */
  keeper?: string | null;
  isAurora?: boolean;
};

type RawSizes = {
  maxSlotWalKeepSize: string;
  walSenderTimeout: string;
  idleReplicationSlotTimeout: string | null;
};
type Sizes = "maxSlotWalKeepBytes" | "walSenderTimeoutMs" | "idleReplicationSlotTimeoutMs";

export type Rows = {
  server: Omit<Server, Sizes | "messagesTranslated" | "pendingRestart"> & RawSizes;
  translated: { translated: boolean };
  pendingRestart: PendingRestart;
  database: z.infer<typeof databaseSchema>;
  visitor: z.infer<typeof visitorSchema>;
  role: Omit<ElectricRole, "settings">;
  fixed: FixedSetting;
  serverWide: FixedSetting;
  schemas: z.infer<typeof schemaSchema>;
  relations: Relation;
  powers: Power;
  leftovers: Leftover;
  eventTriggers: EventTrigger;
  defaultPrivileges: z.infer<typeof defaultPrivilegeSchema>;
  publication: Publication;
  slots: Slot;
  walSenders: WalSender;
  activity: {
    role: string;
    database: string;
    applicationName: string;
    count: number;
    own: boolean;
    hidden: number;
  };
  transactions: OpenTransaction & { hidden: boolean };
  preparedTransactions: z.infer<typeof preparedSchema>;
  electricLock: z.infer<typeof electricLockSchema>;
};

export type Section = keyof Rows;
/** The answers that came; a section that may not be read was not asked. */
export type Answers = { [S in Section]?: Rows[S][] };
