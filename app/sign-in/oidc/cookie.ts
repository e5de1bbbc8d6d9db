/** Returns the cookie that ties a sign-in at the provider to the browser that began it. */
export const providerCookie = (isTls: boolean): { name: string; path: string } =>
  isTls
    ? { name: "__Host-headroom.provider", path: "/" }
    : { name: "headroom.provider", path: "/sign-in/oidc" };
