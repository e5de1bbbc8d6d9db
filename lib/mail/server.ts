import { z } from "zod";

/** How a session with the mail server is encrypted; plain text is for a server on this machine alone. */
export const TLS_MODES = ["starttls", "implicit", "none"] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** The port that each mode has by default: RFC 6409 (submission), RFC 8314 (implicit TLS), RFC 5321. */
export const DEFAULT_PORTS: Record<TlsMode, number> = { starttls: 587, implicit: 465, none: 25 };

const host = z
  .string()
  .trim()
  .min(1, "Put in the name of the mail server.")
  .max(253, "A host name has at most 253 characters.")
  .regex(/^[\p{L}\p{N}._:-]+$/u, "This is not a host name. Leave out smtp:// and the port.");

/** An e-mail address of people or of ours. RFC 5321 allows 254 characters. */
export const mailAddressSchema = z
  .string()
  .trim()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is not an e-mail address."));

/** A mail server and the login to it. `user` and `password` are empty where it asks for none. */
export const mailServerSchema = z.object({
  host,
  port: z.coerce
    .number("Put in a port, such as 587.")
    .int()
    .min(1, "A port is 1 to 65535.")
    .max(65_535, "A port is 1 to 65535."),
  tls: z.enum(TLS_MODES),
  user: z.string().max(1000).default(""),
  password: z.string().max(4000).default(""),
  from: mailAddressSchema,
});
export type MailServer = z.infer<typeof mailServerSchema>;

const FORM = "is smtp://user:password@host:587?from=headroom@example.com, or smtps:// for implicit TLS";

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function tlsOf(url: URL): TlsMode | null {
  const asked = url.searchParams.get("tls");
  if (url.protocol === "smtps:") return asked === null || asked === "implicit" ? "implicit" : null;
  return TLS_MODES.find((mode) => mode === (asked ?? "starttls")) ?? null;
}

/**
 * Reads HEADROOM_SMTP_URL: `smtp://` demands STARTTLS, `smtps://` is TLS from the first byte, and `?tls=none` is plain text to this
 * machine. `from` is the user's name where the query has none. Returns null for what is none; no part of the text is repeated.
 */
export function readSmtpUrl(text: string): MailServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:") return null;
  const [user, password, tls] = [decoded(url.username), decoded(url.password), tlsOf(url)];
  if (user === null || password === null || tls === null) return null;
  const read = mailServerSchema.safeParse({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? DEFAULT_PORTS[tls] : url.port,
    tls,
    user,
    password,
    from: url.searchParams.get("from") ?? user,
  });
  return read.success ? read.data : null;
}

/** HEADROOM_SMTP_URL as it is written. */
export const smtpUrlSchema = z.string().transform((text, ctx) => {
  const server = readSmtpUrl(text);
  if (server !== null) return server;
  ctx.addIssue({ code: "custom", message: FORM });
  return z.NEVER;
});
