import { z } from "zod";

/** A session of the person who is signed in, as the account page lists it; never with its token. */
export type OwnSession = {
  id: string;
  device: string;
  /** Address that it was opened from; null where no address was known. */
  address: string | null;
  /** ISO. */
  signedInAt: string;
  lastSeen: string;
  /** Session of the page itself. */
  current: boolean;
};

/** A session that is to end. */
export const sessionEndSchema = z.object({ id: z.string().min(1).max(100) });
