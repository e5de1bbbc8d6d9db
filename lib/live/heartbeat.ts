import { z } from "zod";

/** The latest heartbeat of a server: when it was tried (Headroom's clock, ISO), and why it was not written; null where none is asked for. */
export const heartbeatSchema = z.object({ at: z.string(), refused: z.string().nullable() }).nullable();

export type Heartbeat = z.infer<typeof heartbeatSchema>;
