# One image: the app with its web pages built, the Chromium that prints letters inside.
# Build:  docker build -t dossier .        Run:  docker compose up
FROM node:26-bookworm-slim AS build
WORKDIR /app
ENV NODE_ENV=development
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:26-bookworm-slim
# What the packaged Chromium needs from the system, fonts for letters, and an init process that reaps children.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libnss3 fonts-liberation ca-certificates tini \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA=/data
COPY --from=build --chown=root:root /app /app
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "bin/dossier.js"]
CMD ["start"]
