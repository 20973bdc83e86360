# syntax=docker/dockerfile:1

# By tag: whoever builds for production pins it, `docker build --build-arg NODE_IMAGE=node@sha256:…`.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
# A base path is part of the built pages: docker build --build-arg BASE_PATH=/builds
ARG BASE_PATH=""
RUN BASE_PATH="$BASE_PATH" npm run build

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true \
    CACHE_DIR=/cache \
    PORT=3000
# The one folder that is written to: finished logs, read once. Everything else may be mounted read-only.
RUN mkdir /cache && chown node:node /cache
VOLUME /cache
WORKDIR /app
COPY --from=build /src/.next/standalone ./
# node, by number: Kubernetes' runAsNonRoot believes no name.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not by way of npm, which would keep SIGTERM to itself.
CMD ["node", "main.mjs"]
