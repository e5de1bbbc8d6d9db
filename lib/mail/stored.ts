import { z } from "zod";
import { mailServerSchema } from "./server";

/** A password as it stands in the store, sealed for its place (server/secrets/seal-text.ts). */
const sealedSchema = z.object({ keyId: z.string(), nonce: z.base64(), ciphertext: z.base64() });

/** The mail server as it stands in the store; null where none was set. */
export const storedMailSchema = z.object({
  server: mailServerSchema
    .omit({ password: true })
    .extend({ password: sealedSchema.nullable() })
    .nullable()
    .default(null),
});

/** Result of the last test mail; null before the first. */
export const mailTestSchema = z.object({
  last: z.object({ at: z.string(), ok: z.boolean(), says: z.string() }).nullable().default(null),
});

/** The mail server as its form shows it: of the password only whether it is set. */
export type MailView = {
  /** Whether HEADROOM_SMTP_URL names it: it wins, and is not changed here. */
  fromEnvironment: boolean;
  server: (Omit<z.infer<typeof mailServerSchema>, "password"> & { passwordSet: boolean }) | null;
  lastTest: z.infer<typeof mailTestSchema>["last"];
};
