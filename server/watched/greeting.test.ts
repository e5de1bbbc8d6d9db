import { expect, test } from "vitest";
import { errorPacket, greetingOf, stranger } from "./greeting";

/** A message of the protocol: its letter, its length, what it holds. */
const packet = (letter: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
};
const asks = (way: number) => packet("R", Buffer.from([0, 0, 0, way]));

test.each([0, 3, 5, 10])("a server may ask for way %i to log in", (way) => {
  expect(stranger(asks(way))).toBeNull();
});

test.each([
  [2, "Kerberos V5"],
  [7, "GSSAPI"],
  [9, "SSPI"],
  [42, "method 42"],
])("way %i to log in is refused as %s", (way, name) => {
  expect(stranger(asks(way))?.failure).toMatchObject({ kind: "other", said: expect.stringContaining(name) });
});

test("an error is Postgres, whatever it says, and so is a part of a message", () => {
  expect(stranger(packet("E", Buffer.from("SFATAL\0C57P03\0Mstarting up\0\0")))).toBeNull();
  expect(stranger(Buffer.from("R"))).toBeNull();
});

test.each(["HTTP/1.1 400 Bad Request\r\n\r\n", "ERROR\r\n", "RTSP/1.0 400\r\n", "\u0015\u0003\u0001"])(
  "%j is not Postgres",
  (bytes) => {
    expect(stranger(Buffer.from(bytes))?.failure.kind).toBe("not-postgres");
  },
);

test("the fields of an error are read, and so are the words of a server that cannot start a process", () => {
  const full = packet("E", Buffer.from("SFATAL\0VFATAL\0C53300\0Mtoo many\0RInitPostgres\0\0"));
  expect(errorPacket(full)).toEqual({ code: "53300", routine: "InitPostgres", message: "too many" });
  const fork = Buffer.from("Ecould not fork new process for connection: Cannot allocate memory\n\0");
  expect(errorPacket(fork)?.message).toContain("could not fork");
  expect(errorPacket(Buffer.from("EHLO there, this is a mail server\r\n"))).toBeNull();
});

test("only the first line of a stranger's greeting is shown, and only what can be read", () => {
  expect(greetingOf(Buffer.from("220 mail\u0007ready\r\nsecret"))).toBe("220 mail ready");
});
