import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { once } from "node:events";
import type { MailServer } from "@/lib/mail/server";
import { fallback } from "@/lib/log/unlogged";

/** A mail that the server took: its envelope, and its text as it came. */
export type Received = { from: string; to: string[]; source: string; user: string | null };

export type TestMailServer = { server: MailServer; mails: Received[]; stop(): Promise<void> };

type Rules = {
  /** Addresses that are refused, with the answer's code. */
  refuses?: Record<string, number>;
  login?: { user: string; password: string };
  options?: SMTPServerOptions;
};

function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Starts a real SMTP server on loopback. Without `options` it speaks plain text and asks for a login only where one is given. */
export async function startMailServer({ refuses = {}, login, options }: Rules = {}): Promise<TestMailServer> {
  const mails: Received[] = [];
  const smtp = new SMTPServer({
    logger: false,
    authOptional: login === undefined,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (login !== undefined && username === login.user && password === login.password)
        return done(null, { user: username });
      // A server that repeats what it was given: its words are not to lead anywhere.
      done(answer(535, `5.7.8 authentication failed for ${username} with ${password ?? ""}`));
    },
    onRcptTo({ address }, _session, done) {
      const code = refuses[address];
      done(code === undefined ? null : answer(code, `5.1.1 no mailbox ${address} here`));
    },
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push({
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
          user: typeof user === "string" ? user : null,
        });
        done();
      });
    },
    ...options,
  });
  smtp.on("error", fallback(undefined, "the client under test tells what it met"));
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  const address = smtp.server.address();
  if (address === null || typeof address === "string") throw new Error("The test server has no port.");
  return {
    mails,
    server: {
      host: "127.0.0.1",
      port: address.port,
      tls: "none",
      user: login?.user ?? "",
      password: login?.password ?? "",
      from: "headroom@example.com",
    },
    stop: () => new Promise((resolve) => smtp.close(resolve)),
  };
}
