import fastify, { type FastifyInstance } from "fastify";
import { HttpError, httpErrorOf, sendError } from "./http-error.js";
import { type ItemsRoute, itemsRoute } from "./items-route.js";
import type { Metrics } from "./metrics.js";
import type { ReadinessCheck } from "./readiness.js";

/** What happens is written down through this; the one who gives it masks and hides. */
export interface ServerLog {
  error(event: string, details?: object): void;
  warn(event: string, details?: object): void;
}

export interface ServerParts {
  items: ItemsRoute;
  metrics: Metrics;
  readiness: ReadinessCheck;
  log: ServerLog;
}

/** Times in ms after which a client that is slow on purpose, or gone, is let go (R29). */
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;
const IDLE_MS = 30_000;
const MOST_CONNECTIONS = 1000;

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const NOT_FOUND = new HttpError(404, "not_found", { zh: "没有这个地址", en: "there is nothing at this address" });

/**
 * The HTTP service, not listening yet: the push route, `/healthz`, `/readyz`, `/metrics`. Other origins get nothing (no
 * CORS), the Host header is never used.
 */
export function buildServer({ items, metrics, readiness, log }: ServerParts): FastifyInstance {
  const app = fastify({
    bodyLimit: 1024,
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: IDLE_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: "idle",
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: 2000 },
    frameworkErrors: (error, request, reply) => sendError(httpErrorOf(error), request, reply),
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  app.removeAllContentTypeParsers();
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(HEADERS);
  });
  app.addHook("onResponse", async (request, reply) => {
    metrics.answered(request.routeOptions.url ?? "other", reply.raw.statusCode);
  });
  app.setErrorHandler((error, request, reply) => {
    const told = httpErrorOf(error);
    if (told.status >= 500 && told.code !== "no_token_configured") {
      metrics.error(told.code === "internal" ? "internal" : "dependency");
      log.error("request failed", { route: request.routeOptions.url, error });
    }
    sendError(told, request, reply);
  });
  app.setNotFoundHandler((request, reply) => sendError(NOT_FOUND, request, reply));

  itemsRoute(app, items);
  app.get("/healthz", async () => ({ alive: true }));
  app.get("/readyz", async (_request, reply) => {
    const result = await readiness.look();
    reply.code(result.ready ? 200 : 503);
    return result;
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.text();
  });
  return app;
}
