# Courant in a container: the content is a volume that it only reads, the cache one that it can do without.
#
#     docker build -t courant .
#     docker run --read-only --cap-drop ALL --security-opt no-new-privileges -p 3000:3000 \
#       -v ./content:/content:ro -v courant-cache:/var/cache/courant courant

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
RUN npm ci --ignore-scripts
COPY src src
RUN npm run -s build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production XDG_CACHE_HOME=/var/cache
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN install -d -o node -g node -m 0700 /var/cache/courant && install -d /content
USER node
VOLUME ["/content", "/var/cache/courant"]
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve", "/content", "--host", "0.0.0.0", "--port", "3000"]
