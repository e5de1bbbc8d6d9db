import "server-only";
import type { MailProblem, MailProblemKind, RefusedAddress } from "@/lib/mail/problem";
import type { MailServer } from "@/lib/mail/server";
import { withoutSecrets } from "@/lib/text/without-secrets";
import { plain } from "../watched/failure";
import { Trouble } from "../watched/trouble";

/** The fields of an error of nodemailer that are read here (its errors.js and smtp-connection/index.js). */
type SmtpError = {
  message: string;
  code: string;
  command: string;
  response: string;
  responseCode: number | null;
  cause: unknown;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function smtpError(error: unknown): SmtpError {
  const fields: Partial<Record<string, unknown>> = error instanceof Error ? { ...error } : {};
  return {
    message: error instanceof Error ? error.message : "",
    code: textOf(fields.code),
    command: textOf(fields.command),
    response: textOf(fields.response),
    responseCode: typeof fields.responseCode === "number" ? fields.responseCode : null,
    cause: error instanceof Error ? error.cause : undefined,
  };
}

/** Codes of Node and OpenSSL for a certificate that does not pass. */
const CERTIFICATE = /certificate|altnames|self.signed|unable to (verify|get)|CERT_/i;

/** Returns what an error of the dialler means. */
function troubleKind({ failure: { kind } }: Trouble, { tls }: MailServer): MailProblemKind {
  if (kind === "address-refused") return tls === "none" ? "plain-elsewhere" : "network";
  if (kind === "query-timeout") return "silent";
  return kind === "dns" ? "dns" : "connection";
}

function smtpKind({ code, command, message }: SmtpError): MailProblemKind {
  if (CERTIFICATE.test(message) && code !== "EAUTH" && command !== "RCPT TO") return "certificate";
  if (code === "ETLS" || /ssl|tls|wrong version number/i.test(message)) return "tls";
  if (code === "EAUTH" || command.startsWith("AUTH")) return "login";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipients";
  if (command === "DATA") return "message";
  if (code === "ETIMEDOUT") return "silent";
  return code === "EPROTOCOL" ? "protocol" : "lost";
}

/** Problems that pass by themselves, besides those whose answer has a 4xx code (RFC 5321, 4.2.1). */
const MAY_PASS: ReadonlySet<MailProblemKind> = new Set(["dns", "connection", "silent", "lost"]);

/** The texts that a server may repeat and that stand nowhere: the password, and the login as AUTH PLAIN has it (RFC 4616). */
export function secretsOf({ user, password }: MailServer): string[] {
  return password === "" ? [] : [password, Buffer.from(`\0${user}\0${password}`).toString("base64")];
}

const cleaned = (text: string, server: MailServer): string => plain(withoutSecrets(text, secretsOf(server)));

/** Returns the addresses that the server did not take, with its words for each. */
export function refusedIn(errors: readonly unknown[], server: MailServer): RefusedAddress[] {
  return errors.map((error) => {
    const { response, responseCode } = smtpError(error);
    const recipient = error instanceof Error && "recipient" in error ? textOf(error.recipient) : "";
    return {
      address: recipient,
      says: cleaned(response, server),
      temporary: responseCode !== null && responseCode < 500,
    };
  });
}

const rejectedErrors = (error: unknown): unknown[] =>
  error instanceof Error && "rejectedErrors" in error && Array.isArray(error.rejectedErrors)
    ? error.rejectedErrors
    : [];

/** Returns what an error on the way to a mail server means; null for one that is no mail server's. */
export function problemOf(error: unknown, server: MailServer): MailProblem | null {
  const at = `${server.host}:${server.port}`;
  if (error instanceof Trouble) {
    const kind = troubleKind(error, server);
    return {
      kind,
      server: at,
      says: cleaned(error.failure.said, server),
      retry: MAY_PASS.has(kind),
      refused: [],
    };
  }
  const smtp = smtpError(error);
  if (smtp.code === "") return null;
  const kind = smtpKind(smtp);
  const answer = smtp.response !== "" ? smtp.response : smtp.message;
  const temporary = smtp.responseCode !== null ? smtp.responseCode < 500 : MAY_PASS.has(kind);
  const refused = refusedIn(rejectedErrors(error), server);
  return { kind, server: at, says: cleaned(answer, server), retry: temporary, refused };
}
