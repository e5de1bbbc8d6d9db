/**
 * Returns the cookie that lets one browser make the first admin; dead after that, and after an hour. Over TLS it is bound to this very
 * host, which takes the path "/".
 */
export const setupCookie = (isTls: boolean): { name: string; path: string } =>
  isTls ? { name: "__Host-headroom.setup", path: "/" } : { name: "headroom.setup", path: "/setup" };
