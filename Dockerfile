# syntax=docker/dockerfile:1
# Headroom as one image: the standalone build of Next on a glibc base, run by an ordinary user.
# It has no Postgres of its own: give it a DATABASE_URL (compose.yaml shows how).

FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY scripts/command ./scripts/command
COPY scripts/test-servers ./scripts/test-servers
# Install scripts only serve the embedded Postgres, which the image does not use.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN HEADROOM_STANDALONE=1 npx next build && node -e 'import("./scripts/run.mjs").then(async (m) => { for (const entry of ["server/launch/new-password.ts", "server/cli/main.ts"]) await m.bundled(entry) })'

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    NEXT_MANUAL_SIG_HANDLE=true \
    HOSTNAME=0.0.0.0 \
    PORT=3000 \
    HEADROOM_DATA=/data
RUN install -d -o node -g node -m 0700 /data && install -d -o node -g node /app/.next/cache
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/server/store/migrations ./server/store/migrations
COPY --from=build --chown=node:node /app/docs ./docs
COPY --from=build --chown=node:node /app/.cache/run ./tools
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
