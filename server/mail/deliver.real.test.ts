import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { MailServer } from "@/lib/mail/server";
import { fallback } from "@/lib/log/unlogged";
import { makeAuthority, type Authority } from "../watched/testing/certificates";
import { deliver, type DeliverOptions, type Mail } from "./deliver";
import { MAIL_LIMITS } from "./limits";
import { MailNotSent } from "./not-sent";
import { startMailServer } from "./testing/mail-server";

const SOON = { ...MAIL_LIMITS, greeting: 300, upgrade: 300, quiet: 300, total: 900 };
const mail: Mail = { to: ["ada@example.com"], subject: "7 short", text: "orders: 20 claimed + 9 others\n" };

let folder: string;
let authority: Authority;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-mail-"));
  authority = makeAuthority(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function started(...given: Parameters<typeof startMailServer>) {
  const made = await startMailServer(...given);
  onTestFinished(() => made.stop());
  return made;
}

/** Starts a server that does what `meet` does with each connection, and returns it as a mail server. */
async function startTcp(meet: (socket: Socket) => void): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", fallback(undefined, "the client under test tells what it met")));
    meet(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The test server has no port.");
  return {
    host: "127.0.0.1",
    port: address.port,
    tls: "none",
    user: "",
    password: "",
    from: "h@example.com",
  };
}

async function refusal(
  server: MailServer,
  options: DeliverOptions = {},
  sent: Mail = mail,
): Promise<MailNotSent> {
  const error: unknown = await deliver(server, sent, options).catch((thrown: unknown) => thrown);
  if (error instanceof MailNotSent) return error;
  throw new Error("The mail was sent, or failed otherwise.", { cause: error });
}

test("a mail arrives with its sender, its addresses and its text", async () => {
  const { server, mails } = await started();
  const sent = await deliver(server, { ...mail, to: ["ada@example.com", "bo@example.com"], id: "event.1" });
  expect(sent).toEqual({ accepted: ["ada@example.com", "bo@example.com"], refused: [] });
  expect(mails).toMatchObject([{ from: "headroom@example.com", to: ["ada@example.com", "bo@example.com"] }]);
  expect(mails[0]?.source).toContain("Subject: 7 short\r\n");
  expect(mails[0]?.source).toContain("Message-ID: <event.1@example.com>");
  expect(mails[0]?.source).toContain("Auto-Submitted: auto-generated");
  expect(mails[0]?.source).toContain("orders: 20 claimed + 9 others");
});

test("line breaks in a subject make no header", async () => {
  const { server, mails } = await started();
  const subject = "orders\r\nBcc: eve@example.com\r\n\r\nbody\u2028\u0000\u202e";
  await deliver(server, { ...mail, subject });
  const [head = ""] = (mails[0]?.source ?? "").split("\r\n\r\n");
  expect(mails[0]?.to).toEqual(["ada@example.com"]);
  expect(head).not.toMatch(/^Bcc:/im);
  expect(head).toMatch(/^Subject: orders Bcc: eve@example\.com body$/m);
});

test("an address with a line break or a second address is no recipient of its own", async () => {
  const { server, mails } = await started();
  const error: unknown = await deliver(server, {
    ...mail,
    to: ["ada@example.com>\r\nRCPT TO:<eve@example.com"],
  }).catch((thrown: unknown) => thrown);
  expect(mails.flatMap(({ to }) => to)).not.toContain("eve@example.com");
  expect(error).toBeDefined();
});

test("one address that is refused is named, and the other has the mail", async () => {
  const { server, mails } = await started({ refuses: { "gone@example.com": 550 } });
  const sent = await deliver(server, { ...mail, to: ["ada@example.com", "gone@example.com"] });
  expect(sent.accepted).toEqual(["ada@example.com"]);
  expect(sent.refused).toEqual([
    { address: "gone@example.com", says: "550 5.1.1 no mailbox gone@example.com here", temporary: false },
  ]);
  expect(mails).toHaveLength(1);
});

test("where all addresses are refused each is named, and a 450 may be tried again", async () => {
  const { server } = await started({ refuses: { "ada@example.com": 550, "late@example.com": 450 } });
  const permanent = await refusal(server);
  expect(permanent.problem).toMatchObject({ kind: "recipients", retry: false });
  expect(permanent.message).toContain("ada@example.com (550 5.1.1 no mailbox ada@example.com here)");
  const temporary = await refusal(server, {}, { ...mail, to: ["late@example.com"] });
  expect(temporary.problem).toMatchObject({ kind: "recipients", retry: true });
});

test("a login that is refused is told with the server's words, without the password that they repeat", async () => {
  const { server } = await started({ login: { user: "headroom", password: "right" } });
  const error = await refusal({ ...server, password: "pa%ss&word<guess>" });
  expect(error.problem).toMatchObject({ kind: "login", retry: false });
  expect(error.words.found).toContain("535 5.7.8 authentication failed for headroom with •••");
  expect(JSON.stringify([error, error.message, error.words])).not.toContain("guess");
});

test("a server that has no login for us gets no mail without one", async () => {
  const { server, mails } = await started({ options: { disabledCommands: ["AUTH", "STARTTLS"] } });
  expect((await refusal({ ...server, user: "headroom", password: "right" })).problem.kind).toBe("login");
  expect(mails).toEqual([]);
});

test("a server that is down is told by its address", async () => {
  const { server, stop } = await startMailServer();
  await stop();
  const error = await refusal(server);
  expect(error.problem).toMatchObject({ kind: "connection", retry: true });
  expect(error.words.found).toContain(`127.0.0.1:${server.port} does not answer`);
});

test("a server that never greets, and one that drips, are given up in time", async () => {
  expect((await refusal(await startTcp(() => undefined), { limits: SOON })).problem).toMatchObject({
    kind: "silent",
    retry: true,
  });
  const dripping = await startTcp((socket) => {
    socket.write("220-");
    const timer = setInterval(() => socket.write("."), 50);
    socket.on("close", () => clearInterval(timer));
  });
  expect((await refusal(dripping, { limits: SOON })).problem.retry).toBe(true);
});

test("a program that speaks another language, and one that hangs up, are told", async () => {
  const http = await startTcp((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  expect((await refusal(http)).problem.kind).toBe("protocol");
  const mute = await startTcp((socket) => socket.end());
  expect((await refusal(mute)).problem).toMatchObject({ kind: "lost", retry: true });
  const endless = await startTcp((socket) => {
    const flood = () => {
      while (socket.writable && socket.write(`220-${"x".repeat(60_000)}\r\n`));
    };
    socket.on("drain", flood);
    flood();
  });
  expect((await refusal(endless)).problem.kind).toBe("protocol");
});

test("STARTTLS is demanded: a server without it gets neither login nor mail", async () => {
  const { server, mails } = await started({ login: { user: "headroom", password: "right" } });
  const error = await refusal({ ...server, tls: "starttls" });
  expect(error.problem).toMatchObject({ kind: "tls", retry: false });
  expect(mails).toEqual([]);
});

test("STARTTLS and implicit TLS send over a certificate of a known authority, and refuse any other", async () => {
  const { certificate: cert, key } = authority.issue("DNS:localhost,IP:127.0.0.1");
  const login = { user: "headroom", password: "right" };
  const late = await started({
    login,
    options: { cert, key, disabledCommands: [], allowInsecureAuth: false },
  });
  const early = await started({ login, options: { cert, key, secure: true } });
  const ca = authority.certificate;
  for (const [{ server, mails }, tls] of [
    [late, "starttls"],
    [early, "implicit"],
  ] as const) {
    const target = { ...server, tls };
    await deliver(target, mail, { ca });
    expect(mails).toMatchObject([{ user: "headroom" }]);
    expect((await refusal(target)).problem).toMatchObject({ kind: "certificate", retry: false });
  }
});

test("a mode that does not fit the port is told", async () => {
  const { server } = await started();
  expect((await refusal({ ...server, tls: "implicit" })).problem.kind).toBe("tls");
});

test("plain text goes to this machine alone, and the networks setting holds for mail", async () => {
  const { server, mails } = await started();
  const elsewhere = await refusal({ ...server, host: "192.0.2.1" });
  expect(elsewhere.problem).toMatchObject({ kind: "plain-elsewhere", retry: false });
  const closed = await refusal({ ...server, tls: "starttls" }, { policy: new Set(["public"]) });
  expect(closed.problem).toMatchObject({ kind: "network", retry: false });
  const metadata = await refusal({ ...server, tls: "starttls", host: "169.254.169.254" });
  expect(metadata.problem.kind).toBe("network");
  expect(mails).toEqual([]);
});

test("the caller's signal ends it with the caller's reason", async () => {
  const server = await startTcp(() => undefined);
  const ending = new AbortController();
  const sending = deliver(server, mail, { signal: ending.signal });
  ending.abort(new Error("shutting down"));
  await expect(sending).rejects.toThrow("shutting down");
});
