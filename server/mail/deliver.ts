import "server-only";
import { createTransport } from "nodemailer";
import { headerText } from "@/lib/mail/header-text";
import type { RefusedAddress } from "@/lib/mail/problem";
import type { MailServer } from "@/lib/mail/server";
import { within } from "../watched/deadline";
import { reach, resolve, type DialOptions } from "../watched/dial";
import { networkPolicy, type NetworkPolicy } from "../watched/networks";
import { seconds, trouble } from "../watched/trouble";
import { problemOf, refusedIn } from "./judge-error";
import { MAIL_LIMITS, type MailLimits } from "./limits";
import { MailNotSent } from "./not-sent";

/** A mail of ours: plain text to people. `id` makes its Message-ID, so that readers show one that is sent twice once. */
export type Mail = { to: readonly string[]; subject: string; text: string; id?: string };

export type DeliverOptions = {
  signal?: AbortSignal | undefined;
  /** The networks that may be dialled; HEADROOM_NETWORKS when it is not given. */
  policy?: NetworkPolicy | undefined;
  limits?: MailLimits;
  /** A certificate authority besides the system's, PEM. */
  ca?: string;
};

/** The addresses that have the mail, and those that were refused. */
export type Delivered = { accepted: string[]; refused: RefusedAddress[] };

/** Returns the networks for a mode: plain text goes to this machine alone. */
function policyFor({ tls }: MailServer, policy: NetworkPolicy): NetworkPolicy {
  return tls === "none" ? new Set([...policy].filter((network) => network === "loopback")) : policy;
}

type Connection = Awaited<ReturnType<typeof reach>>["socket"];

/** Returns nodemailer over a socket that is open already: it looks up and dials nothing itself. */
function transportOver(connection: Connection, server: MailServer, limits: MailLimits, ca?: string) {
  const { host, port, tls, user, password } = server;
  return createTransport({
    connection,
    host,
    port,
    secure: tls === "implicit",
    ...(tls === "starttls" && { requireTLS: true }),
    ...(tls === "none" && { ignoreTLS: true }),
    ...(user !== "" && { auth: { user, pass: password }, forceAuth: true }),
    tls: { minVersion: "TLSv1.2", ...(ca !== undefined && { ca }) },
    connectionTimeout: limits.upgrade,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.quiet,
    socketCloseTimeout: limits.farewell,
    maxResponseSize: limits.answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function contentOf({ to, subject, text, id }: Mail, { from }: MailServer) {
  const address = (one: string) => ({ name: "", address: one });
  return {
    from: { name: "Headroom", address: from },
    to: to.map(address),
    subject: headerText(subject),
    text,
    // RFC 3834: no vacation responder answers it.
    headers: { "Auto-Submitted": "auto-generated" },
    ...(id !== undefined && { messageId: `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>` }),
  };
}

async function overSmtp(server: MailServer, mail: Mail, options: DeliverOptions, signal: AbortSignal) {
  const limits = options.limits ?? MAIL_LIMITS;
  const dialling: DialOptions = {
    signal,
    limits,
    policy: policyFor(server, options.policy ?? networkPolicy()),
  };
  const { socket } = await reach(await resolve(server.host, dialling), server.port, dialling);
  try {
    const transport = transportOver(socket, server, limits, options.ca);
    const info = await transport.sendMail({ ...contentOf(mail, server), signal });
    const refused = refusedIn(info.rejectedErrors ?? [], server);
    const names = new Set(refused.map(({ address }) => address));
    return { accepted: mail.to.filter((address) => !names.has(address)), refused };
  } finally {
    socket.destroy();
  }
}

/**
 * Sends one mail to a mail server over the dialler: the networks setting is judged at the socket. Each stage and all of it have a
 * time limit. An address that the server refuses does not keep the mail from the others.
 * @throws MailNotSent when no address has it, the signal's reason when it aborts
 */
export async function deliver(
  server: MailServer,
  mail: Mail,
  options: DeliverOptions = {},
): Promise<Delivered> {
  const limits = options.limits ?? MAIL_LIMITS;
  const at = `${server.host}:${server.port}`;
  const said = `nothing came of it within ${seconds(limits.total)}`;
  const late = () => trouble("tcp", "query-timeout", said);
  try {
    return await within(limits.total, options.signal, late, (signal) =>
      overSmtp(server, mail, options, signal),
    );
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const problem = problemOf(error, server);
    if (problem === null) throw error;
    throw new MailNotSent({ ...problem, server: at });
  }
}
