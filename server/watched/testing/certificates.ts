import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Issued = { certificate: string; key: string };
export type Authority = {
  /** The authority's own certificate, PEM. */
  certificate: string;
  /** Returns a server's certificate for these names. With a negative number of days it has expired. */
  issue(names: string, days?: number): Issued;
};

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

function openssl(folder: string, ...args: string[]): void {
  try {
    execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    throw new Error("These tests need the program openssl, version 3 (Debian: apt-get install openssl).", {
      cause: error,
    });
  }
}

/** Makes a certificate authority whose files are kept in a folder. */
export function makeAuthority(folder: string): Authority {
  openssl(
    folder,
    "req",
    "-x509",
    ...KEY,
    "-days",
    "30",
    "-subj",
    "/CN=Headroom tests",
    "-keyout",
    "ca.key",
    "-out",
    "ca.crt",
  );
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  return {
    certificate: read("ca.crt"),
    issue(names, days = 30) {
      writeFileSync(path.join(folder, "names"), `subjectAltName=${names}\n`);
      openssl(folder, "req", ...KEY, "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr");
      const by = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
      openssl(
        folder,
        "x509",
        "-req",
        "-in",
        "server.csr",
        ...by,
        "-days",
        String(days),
        "-extfile",
        "names",
        "-out",
        "server.crt",
      );
      return { certificate: read("server.crt"), key: read("server.key") };
    },
  };
}

/** Returns a certificate for these names that is signed by itself. */
export function makeSelfSigned(folder: string, names: string): Issued {
  const out = ["-keyout", "self.key", "-out", "self.crt"];
  openssl(
    folder,
    "req",
    "-x509",
    ...KEY,
    "-days",
    "30",
    "-subj",
    "/CN=server",
    "-addext",
    `subjectAltName=${names}`,
    ...out,
  );
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  return { certificate: read("self.crt"), key: read("self.key") };
}
