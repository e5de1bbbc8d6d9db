import "server-only";
import { isIP, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { SSLMODE_MEANING } from "@/lib/postgres/sslmode";
import { errorPacket, greetingOf } from "./greeting";
import { codeOf, failureOf, refusalOf } from "./failure";
import type { Login } from "./login";
import { trouble, Trouble } from "./trouble";

/** SSLRequest (PostgreSQL docs, 53.7): its length, and the code 1234 5679. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Words of Node for a certificate that does not pass: OpenSSL's verification errors, and its own of the host name. */
const CERTIFICATE =
  /^CERT_|_CERT(_|$)|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|^ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)/;

/** Returns the server's whole first answer; nothing when it hung up instead. */
function answerTo(request: Buffer, socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const done = (answer: Buffer) => {
      socket.pause();
      socket.off("data", done).off("end", hungUp).off("close", hungUp);
      resolve(answer);
    };
    const hungUp = () => done(Buffer.alloc(0));
    socket.once("data", done).once("end", hungUp).once("close", hungUp);
    socket.write(request);
  });
}

/**
 * Returns what an sslmode checks: libpq checks the chain under `require` as well once it has an authority (docs 34.19.4).
 */
function verification({ sslmode, caCertificate }: Login) {
  const { verifies } = SSLMODE_MEANING[sslmode];
  const chain = verifies !== "nothing" || (sslmode === "require" && caCertificate !== "");
  return { chain, host: verifies === "chain-and-host" };
}

function handshake(socket: Socket, login: Login): Promise<TLSSocket> {
  const { chain, host } = verification(login);
  const name = login.host.replace(/\.$/, "");
  return new Promise((resolve, reject) => {
    const secure = connect({
      socket,
      host: name,
      // An address is no server name (RFC 6066, 3); it is compared with the certificate all the same.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(login.caCertificate === "" ? {} : { ca: login.caCertificate }),
      rejectUnauthorized: chain,
      ...(host ? {} : { checkServerIdentity: () => undefined }),
    });
    secure.on("error", (error) => {
      const kind = CERTIFICATE.test(codeOf(error) ?? "") ? "tls-certificate" : failureOf(error, "tls").kind;
      reject(trouble("tls", kind === "other" ? "protocol" : kind, failureOf(error, "tls").said));
    });
    secure.once("secureConnect", () => resolve(secure));
    secure.once("close", () =>
      reject(trouble("tls", "lost", "it closed the connection during the handshake")),
    );
  });
}

/** Returns what is wrong with an answer to SSLRequest that is neither 'S' nor 'N' alone. */
function refusal(answer: Buffer, { sslmode }: Login): Trouble {
  if (answer.length === 0) return trouble("tls", "lost", "it closed the connection without a word");
  const error = errorPacket(answer);
  if (error === null) return trouble("tls", "not-postgres", greetingOf(answer));
  const failure = refusalOf(error, "tls");
  // Before TLS a third party on the network can have sent this: libpq hides such words from a client that insists on TLS (CVE-2024-10977).
  const insists = SSLMODE_MEANING[sslmode].tls === "always";
  return new Trouble(insists ? { ...failure, said: "" } : failure);
}

/**
 * Asks a server for TLS and returns the encrypted socket, or null when it has none. More than the one letter that is the
 * answer is no Postgres, or a third party on the network that inserts bytes before the encryption (CVE-2021-23222).
 * @throws Trouble when something else than Postgres answers, or the certificate does not satisfy the sslmode
 */
export async function upgrade(socket: Socket, login: Login): Promise<TLSSocket | null> {
  const answer = await answerTo(SSL_REQUEST, socket);
  const letter = answer.toString("latin1");
  if (letter === "N") return null;
  if (letter === "S") return handshake(socket, login);
  throw refusal(answer, login);
}

/** Returns whether an sslmode verified both the chain and the host name of an encrypted session. */
export const verifiesAll = (login: Login): boolean => {
  const { chain, host } = verification(login);
  return chain && host;
};

/** Returns what was verified, as a clause. */
export function verifiedPart(login: Login): string {
  const { chain, host } = verification(login);
  if (host) return "certificate and host name verified";
  return chain ? "certificate verified, host name not" : "certificate not verified";
}
