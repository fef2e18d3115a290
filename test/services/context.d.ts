import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a running Elasticsearch 8. */
    elasticsearch: string;
    /** Address of a running Redis 7. */
    redis: string;
  }
}
