import "server-only";
import { z } from "zod";
import { clientAddress, isTrusted, plainAddress, type TrustedProxies } from "../forwarded";
import { hostNameOf, isAddress, isLoopback } from "./host";
import { methodsOf } from "@/lib/http/routes";

/** A request as it came over the socket. */
export type IncomingHead = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values in turn, as Node has them. */
  rawHeaders: readonly string[];
  /** The address at the other end of the socket. */
  peer: string | undefined;
};

/** The rules of this server, from its environment and the address that it listens on. */
export type ServerRules = {
  /** HEADROOM_URL, without it the address that the launcher prints. */
  url: string | undefined;
  trusted: TrustedProxies;
  /** The address that it listens on; null for every address of the machine. */
  listensOn: string | null;
};

/** A request that goes no further: what it is answered with. */
type Refused = { status: number; text: string; headers?: Record<string, string> };
/** Headers about the client and its way here. Each is judged here, and replaced by what was found. */
type Judged = "x-forwarded-for" | "x-forwarded-host" | "x-forwarded-proto";
/** A request that is handled: its target, and what its headers about the client are replaced with. */
type Accepted = { url: string; forwarded: Record<Judged, string> };

/** The other headers of that kind: nothing of ours reads them, so none is passed on. */
export const DROPPED = ["forwarded", "x-forwarded-port", "x-forwarded-server", "x-real-ip"] as const;

/**
 * Paths that machines ask for by address (Kubernetes: the pod's): two say nothing but whether the server works, and the metrics take a
 * token, which a foreign page whose name resolves to this machine does not have.
 */
const PROBED = new Set(["/healthz", "/readyz", "/metrics"]);

const uuid = z.uuid();
const CONTROL = /[\u0000-\u001f\u007f]/;

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value.join(",") : (value ?? "")).split(",")[0]?.trim() ?? "";
const whole = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(",") : (value ?? "");

const badRequest = (text: string): Refused => ({ status: 400, text });
const notFound: Refused = { status: 404, text: "There is nothing at this address." };

const foreignAction: Refused = {
  status: 403,
  text: "This request did not come from one of Headroom's own pages. Set HEADROOM_URL to the address that you open it by.",
};

const unknownHost = (host: string): Refused => ({
  status: 421,
  text: `This server is not known as “${host.slice(0, 100)}”. Set HEADROOM_URL to the address that browsers use, then restart Headroom.`,
});

/** Returns the Host header's value, or why there is none to go by. */
function hostOf({ rawHeaders, headers }: IncomingHead): string | Refused {
  const named = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  if (named.length > 1) return badRequest("A request has one Host header.");
  const host = whole(headers.host);
  return host === "" ? badRequest("The Host header is needed.") : host;
}

/** Returns path and query of the request's target; for the absolute form only where it names the same host. */
function targetOf(url: string, host: string): string | Refused {
  if (url.startsWith("/")) return url;
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (authority === undefined || authority.toLowerCase() !== host.toLowerCase())
    return badRequest("The request's target is a path, or an address on the same host as its Host header.");
  return rest?.startsWith("/") ? rest : `/${rest ?? ""}`;
}

/** Returns the decoded path; null for one that no page or route of ours can have. */
function decodedPath(target: string): string | null {
  const [path = "/"] = target.split(/[?#]/, 1);
  if (path.includes("//") || path.includes("\\")) return null;
  try {
    const decoded = decodeURIComponent(path);
    return CONTROL.test(decoded) ? null : path;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return null;
  }
}

/** Whether a path is a page of a database whose id is none. Its answer is the not-found page with its status. */
function isNoDatabase(path: string): boolean {
  const [, id] = /^\/databases\/([^/]+)/.exec(path) ?? [];
  return id !== undefined && id !== "new" && !uuid.safeParse(id).success;
}

function isKnownHost(name: string, path: string, { url, listensOn }: ServerRules): boolean {
  if (isLoopback(name) || name === listensOn) return true;
  if (url !== undefined && hostNameOf(new URL(url).host) === name) return true;
  return isAddress(name) && PROBED.has(path);
}

/** Returns the host that browsers name in Origin: Next's own check of a server action compares it with X-Forwarded-Host. */
function publicHost(origin: string, host: string, url: string | undefined): string {
  if (url === undefined || origin !== new URL(url).origin) return host;
  return new URL(url).host;
}

/** Whether a call of a server action names another page than ours: Next itself would answer it with 500. */
function isForeignAction({ headers }: IncomingHead, host: string): boolean {
  const { origin } = headers;
  if (headers["next-action"] === undefined || typeof origin !== "string") return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/**
 * Judges a request before anything of Next sees it. A request under a host name that is not ours is refused (a foreign page
 * whose name resolves to this machine reads what it likes otherwise), as is a method that its path does not take, and a path
 * that no page or route can have. What proxies say of the client counts from HEADROOM_TRUSTED_PROXIES only.
 */
export function judgeRequest(head: IncomingHead, rules: ServerRules): Accepted | Refused {
  const host = hostOf(head);
  if (typeof host !== "string") return host;
  const target = targetOf(head.url, host);
  if (typeof target !== "string") return target;
  const path = decodedPath(target);
  if (path === null) return notFound;

  const peer = plainAddress(head.peer ?? "") ?? "unknown";
  const { headers } = head;
  const isProxied = isTrusted(peer, rules.trusted);
  const named = (isProxied && first(headers["x-forwarded-host"])) || host;
  for (const each of [host, named]) {
    const name = hostNameOf(each);
    if (name === null) return badRequest("The Host header is not a host name or an address.");
    if (!isKnownHost(name, path, rules)) return unknownHost(each);
  }

  const methods = methodsOf(path, headers["next-action"] !== undefined);
  if (!methods.includes(head.method)) {
    const allow = methods.join(", ");
    return { status: 405, text: `This address takes ${allow}.`, headers: { allow } };
  }
  const publicName = publicHost(whole(headers.origin), named, rules.url);
  if (isForeignAction(head, publicName)) return foreignAction;
  const isTls =
    rules.url?.startsWith("https://") === true ||
    (isProxied && first(headers["x-forwarded-proto"]).toLowerCase() === "https");
  return {
    url: isNoDatabase(path) ? "/not-found" : target,
    forwarded: {
      "x-forwarded-for": clientAddress(peer, whole(headers["x-forwarded-for"]), rules.trusted),
      "x-forwarded-host": publicName,
      "x-forwarded-proto": isTls ? "https" : "http",
    },
  };
}
