import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { isChannelKind, type ChannelKind } from "@/lib/alerts/channels";
import type { ChannelValues } from "@/lib/alerts/channels/define";
import { NotFound } from "../../errors";
import { openText, sealText, type SealedText } from "../../secrets/seal-text";
import { db, type Tx } from "../../store/db";
import { channels } from "../../store/schema";

export type StoredChannel = typeof channels.$inferSelect;

/** Error of every verb for a channel that is gone. */
export const noChannel = () => new NotFound("This channel is not here. It may have been removed.");

const place = (id: string) => ({ row: id, field: "channel" });
const secretsSchema = z.record(z.string(), z.string());

/** Returns the secrets of a channel as they are stored: one sealed text. */
export const sealSecrets = (id: string, secrets: ChannelValues): SealedText =>
  sealText(place(id), JSON.stringify(secrets));

/** Returns the secrets of a channel by the names of their fields. @throws CannotOpen when the key is another */
export const openSecrets = ({ id, secrets }: StoredChannel): ChannelValues =>
  secretsSchema.parse(JSON.parse(openText(place(id), secrets)));

/** Returns a channel, null where it was removed or a newer version made it. */
export async function findChannel(
  id: string,
  tx: Tx = db(),
): Promise<(StoredChannel & { kind: ChannelKind }) | null> {
  const [row] = await tx.select().from(channels).where(eq(channels.id, id));
  return row !== undefined && isChannelKind(row.kind) ? row : null;
}
