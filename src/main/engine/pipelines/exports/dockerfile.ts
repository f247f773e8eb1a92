/** The image of the headless engine: the command line on Node 24 without a window, built from a checkout. */
export const dockerfile = `# The command line of Almanac without a window. Build from a checkout: docker build -f Dockerfile -t almanac PATH_OF_CHECKOUT
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund
RUN npm run build
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /opt/almanac
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules ./node_modules
COPY --from=build /src/out/main ./out/main
COPY --from=build /src/resources ./resources
RUN printf '#!/bin/sh\\nexec node /opt/almanac/out/main/cli.cjs "$@"\\n' > /usr/local/bin/almanac && chmod 755 /usr/local/bin/almanac
# GitHub Actions and Jenkins start their own commands in it, so that there is no entry point.
CMD ["almanac", "--help"]
`;
