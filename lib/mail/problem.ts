/** The ways in which a mail is not sent. */
export const MAIL_PROBLEMS = [
  "not-set",
  "network",
  "plain-elsewhere",
  "dns",
  "connection",
  "silent",
  "certificate",
  "tls",
  "login",
  "sender",
  "recipients",
  "some-recipients",
  "message",
  "protocol",
  "lost",
] as const;
export type MailProblemKind = (typeof MAIL_PROBLEMS)[number];

/** An address that the server did not take, with its words on one line. */
export type RefusedAddress = { address: string; says: string; temporary: boolean };

export type MailProblem = {
  kind: MailProblemKind;
  /** The mail server as `host:port`. */
  server: string;
  /** The words of the server, the system or TLS on one line, without a secret; may be empty. */
  says: string;
  /** Whether the same mail may pass later. */
  retry: boolean;
  refused: readonly RefusedAddress[];
};

/** Text of a problem: the event, its meaning, and the next act. */
export type MailWords = { found: string; why: string; next: string };

type Words = (problem: MailProblem) => MailWords;

const quoted = ({ says }: MailProblem): string => (says === "" ? "." : `: ${says.replace(/[.\s]+$/, "")}.`);
const listed = ({ refused }: MailProblem): string =>
  refused.map(({ address, says }) => `${address}${says === "" ? "" : ` (${says})`}`).join(", ");

const WORDS: Record<MailProblemKind, Words> = {
  "not-set": () => ({
    found: "No mail server is set.",
    why: "Headroom sends mail through an SMTP server of yours.",
    next: "Set one in Settings, Mail, or by HEADROOM_SMTP_URL.",
  }),
  network: (problem) => ({
    found: `${problem.server} may not be dialled${quoted(problem)}`,
    why: "HEADROOM_NETWORKS leaves out its network, or its address belongs to no server.",
    next: "Name another mail server, or add its network to HEADROOM_NETWORKS.",
  }),
  "plain-elsewhere": ({ server }) => ({
    found: `${server} is not on this machine, and the mode is plain text.`,
    why: "Login and mail would be readable on the way.",
    next: "Choose STARTTLS or TLS.",
  }),
  dns: (problem) => ({
    found: `The name of ${problem.server} has no address${quoted(problem)}`,
    why: "The name is misspelt, or the resolver of this machine does not answer.",
    next: "Check the host of the mail server.",
  }),
  connection: (problem) => ({
    found: `${problem.server} does not answer${quoted(problem)}`,
    why: "The server is down, the port is another, or a firewall is between. Many clouds block port 25.",
    next: "Check host and port; 587 is usual for STARTTLS, 465 for TLS.",
  }),
  silent: (problem) => ({
    found: `${problem.server} took the connection and was too slow${quoted(problem)}`,
    why: "The server is overloaded, or the mode does not fit its port: TLS and STARTTLS wait for each other.",
    next: "Check that the mode fits the port, then send a test.",
  }),
  certificate: (problem) => ({
    found: `The certificate of ${problem.server} is not trusted${quoted(problem)}`,
    why: "It is expired, of another host, or of an authority that this machine does not know.",
    next: "Use the host of its certificate, or start Headroom with NODE_EXTRA_CA_CERTS.",
  }),
  tls: (problem) => ({
    found: `${problem.server} made no encrypted connection${quoted(problem)}`,
    why: "It has no STARTTLS on this port, or speaks TLS from the first byte.",
    next: "Choose the other mode, or another port.",
  }),
  login: (problem) => ({
    found: `${problem.server} refused the login${quoted(problem)}`,
    why: "User or password is wrong, or the account wants a password for apps.",
    next: "Put in user and password again.",
  }),
  sender: (problem) => ({
    found: `${problem.server} refused the sender${quoted(problem)}`,
    why: "This login may not send as that address.",
    next: "Use an address as sender that belongs to the login.",
  }),
  recipients: (problem) => ({
    found: `${problem.server} refused every address: ${listed(problem)}.`,
    why: "The mailboxes do not exist, or the server does not send to them for this login.",
    next: "Check the addresses.",
  }),
  "some-recipients": (problem) => ({
    found: `${problem.server} refused ${listed(problem)}. The other addresses have the mail.`,
    why: "This mailbox does not exist, or the server does not send to it for this login.",
    next: "Check the address that was refused.",
  }),
  message: (problem) => ({
    found: `${problem.server} refused the mail${quoted(problem)}`,
    why: "A limit or a filter of the server is against it.",
    next: "Ask who runs the mail server.",
  }),
  protocol: (problem) => ({
    found: `${problem.server} does not speak SMTP${quoted(problem)}`,
    why: "Another program listens on this port.",
    next: "Check host and port.",
  }),
  lost: (problem) => ({
    found: `${problem.server} ended the connection${quoted(problem)}`,
    why: "The server gave up in the middle.",
    next: "Send a test; look into the log of the mail server.",
  }),
};

/** Returns what a mail that was not sent means, in three sentences. */
export const mailWords = (problem: MailProblem): MailWords => WORDS[problem.kind](problem);
