import "server-only";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** DER, the encoding of X.690: a tag, a length, the contents. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const digits = body.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const SEQUENCE = 0x30;
/** 1.2.840.10045.4.3.2, ecdsa-with-SHA256 (RFC 5758). */
const ECDSA_SHA256 = der(SEQUENCE, der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
/** 2.5.4.3, the common name (RFC 5280). */
const COMMON_NAME = der(0x06, Buffer.from("550403", "hex"));
const VERSION_3 = der(0xa0, der(0x02, Buffer.from([2])));

const name = (text: string) =>
  der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(text)))));
const time = (date: Date) =>
  der(0x18, Buffer.from(date.toISOString().replace(/[-:T]/g, "").replace(/\.\d+/, "")));

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/**
 * Returns a self-signed certificate (P-256, RFC 5280) and its key as PEM, valid for ten years from yesterday. Node can
 * read certificates but not make them, and the machine may have no openssl.
 */
export function selfSigned(commonName: string): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const from = new Date(Date.now() - 86_400_000);
  const until = new Date(from.getTime() + 3650 * 86_400_000);
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const toBeSigned = der(
    SEQUENCE,
    VERSION_3,
    der(0x02, serial),
    ECDSA_SHA256,
    name(commonName),
    der(SEQUENCE, time(from), time(until)),
    name(commonName),
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", toBeSigned, privateKey));
  return {
    certificate: pem("CERTIFICATE", der(SEQUENCE, toBeSigned, ECDSA_SHA256, signature)),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
