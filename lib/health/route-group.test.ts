import { expect, it } from "vitest";
import { routeGroup } from "@/lib/health/route-group";

it("sorts addresses into a few kinds, whatever codes they hold", () => {
  expect(routeGroup("/l/AbC123?x=1")).toBe("short_link");
  expect(routeGroup("/p/token/stop")).toBe("preferences");
  expect(routeGroup("/api/webhooks/vonage/0197/status")).toBe("webhook");
  expect(routeGroup("/api/studio/campaigns/1/report")).toBe("api");
  expect(routeGroup("/readyz?x")).toBe("health");
  expect(routeGroup("/metricsx")).toBe("page");
  expect(routeGroup("/campaigns/1/report")).toBe("page");
  expect(routeGroup("*")).toBe("page");
});
