const groups = [
  ["webhook", /^\/api\/webhooks\//],
  ["sandbox", /^\/api\/sandbox\//],
  ["api", /^\/api\//],
  ["short_link", /^\/l\//],
  ["media_page", /^\/m\//],
  ["preferences", /^\/p\//],
  ["drawing", /^\/d\//],
  ["file", /^\/f\//],
  ["asset", /^\/(_next\/|icon\.svg|sw\.js)/],
  ["health", /^\/(healthz|readyz|metrics)$/],
] as const;

/** What kind of address a request asked for. Never the address itself: codes and tokens of people are part of some. */
export type RouteGroup = (typeof groups)[number][0] | "page";

/** The group of a path, with or without a query. */
export function routeGroup(url: string): RouteGroup {
  const [path = ""] = url.split("?", 1);
  return groups.find(([, pattern]) => pattern.test(path))?.[0] ?? "page";
}
