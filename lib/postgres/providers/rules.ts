/** Address of a server. */
export type Address = { host: string; port: number };

/** An address that leads to a pooler there: all given parts must fit. `says` ends the sentence "It leads to a pooler: …". */
export type PoolerSign = { host?: RegExp; port?: number; says: string };

/**
 * Act of a provider on a logical slot that stands for longer than `afterMs`: it drops it while another one is read, or a
 * failover slot can come back lost after a failover.
 */
export type IdleSlots = { afterMs: number; then: "dropped beside one that is read" | "lost at a failover" };

/** Particulars of Postgres at one provider: data and sentences, no I/O. */
export type ProviderRules = {
  name: string;
  /** Host names by which it is recognised; null where no name tells. */
  hosts: RegExp | null;
  /** Sessions without TLS are refused, whatever the user sets. */
  tlsDemanded: boolean;
  /** A proxy of the provider stands before the direct address too, so that a differing backend pid proves no pooler. */
  proxied: boolean;
  poolers: readonly PoolerSign[];
  /** The direct address beside a pooled one; null where the address alone does not tell. */
  direct(pooled: Address): Address | null;
  /** How `wal_level = logical` is turned on. */
  walLevel: { says: string; restarts: boolean };
  /** How any other server parameter is changed. */
  parameters: string;
  /** Effect of a restart there, as a sentence. */
  restart: string;
  /** Its users may run ALTER SYSTEM as a superuser. */
  alterSystem: boolean;
  /**
   * Worth of a failover slot: without it the slot is gone after a failover (demanded), may be (useful), or it makes no
   * difference.
   */
  failover: "demanded" | "useful" | "none";
  /** Null where the provider has no rule of its own for slots that stand. */
  idleSlots: IdleSlots | null;
  /** Roles that exist from the start: Electric should have one of its own. */
  defaultRoles: readonly string[];
  /** The provider's own superusers: what they own is part of the service, and no customer can change it. */
  ownSuperusers?: readonly string[];
  /** Groups whose members may replicate without the REPLICATION attribute. */
  replicationRoles: readonly string[];
  /** Groups whose members log in by a token alone: no password of theirs is taken. */
  tokenRoles: readonly string[];
  /** How a role gets its password, as a sentence, where the provider refuses one that is hashed already; absent elsewhere. */
  passwordElsewhere?: string;
  /** Clicks in the provider's console that set a password; absent where no console does. */
  passwordPath?: readonly string[];
  /** How a role gets the right to replicate, as a sentence. */
  replication: string;
};

/** The same host on another port. */
export const onPort =
  (port: number) =>
  ({ host }: Address): Address => ({ host, port });
