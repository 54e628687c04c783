# syntax=docker/dockerfile:1

# Base images are named by tag: a digest that nobody looked up would be invented, and one that is
# never renewed keeps old faults. Whoever builds for others pins what they pulled, for example
#   docker buildx imagetools inspect python:3.13-slim-bookworm
# and writes `FROM python:3.13-slim-bookworm@sha256:...` (docs/how-to/run.md).

# --- the browser assets: GraphiQL, bundled --------------------------------------------------
FROM node:22-bookworm-slim AS assets
WORKDIR /src/web/assets
COPY web/assets/package.json web/assets/package-lock.json web/assets/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY web/assets/build.mjs web/assets/main.jsx web/assets/main.css ./
RUN npm run --silent build

# --- the environment: the locked dependencies and the application's own wheel ----------------
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/answerable && python -m venv /opt/build
COPY requirements.txt requirements-build.txt ./
RUN /opt/answerable/bin/pip install --require-hashes -r requirements.txt
RUN /opt/build/bin/pip install --require-hashes -r requirements-build.txt
COPY pyproject.toml LICENSE ./
COPY registry registry
COPY ingest ingest
COPY synth synth
COPY schema schema
COPY opendata opendata
COPY publish publish
COPY web web
COPY cli cli
COPY --from=assets /src/web/static/graphiql web/static/graphiql
COPY --from=assets /src/web/static/components web/static/components
RUN /opt/build/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel .
RUN /opt/answerable/bin/pip install --no-deps --no-index /tmp/wheel/answerable-*.whl
RUN /opt/answerable/bin/pip uninstall --yes pip

# --- what runs ---------------------------------------------------------------------------------
FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin answerable \
    && install --directory --owner=answerable --mode=0750 /data
COPY --from=build /opt/answerable /opt/answerable
ENV PATH=/opt/answerable/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ANSWERABLE_DATA_DIR=/data
USER answerable
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('ANSWERABLE_PORT', '8000') + '/-/health', timeout=4)"]
CMD ["answerable", "serve", "--host", "0.0.0.0"]
