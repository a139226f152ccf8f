import type { Json, JsonObject, ProviderRequest } from "@/lib/channels/contract";

/** Reads along a path of keys and indexes; null where it ends early. */
function jsonAt(json: Json, ...path: (string | number)[]): Json {
  let current: Json = json;
  for (const key of path) {
    if (Array.isArray(current)) current = typeof key === "number" ? (current[key] ?? null) : null;
    else if (isObject(current)) current = Object.hasOwn(current, key) ? (current[key] ?? null) : null;
    else return null;
  }
  return current;
}

/** The string at a path; empty when there is none. */
export function textAt(json: Json, ...path: (string | number)[]): string {
  const value = jsonAt(json, ...path);
  return typeof value === "string" ? value : "";
}

/** The number at a path; null when there is none. */
export function numberAt(json: Json, ...path: (string | number)[]): number | null {
  const value = jsonAt(json, ...path);
  return typeof value === "number" ? value : null;
}

/** The objects of the list at a path; empty when there is none. */
export function listAt(json: Json, ...path: (string | number)[]): JsonObject[] {
  const value = jsonAt(json, ...path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The JSON a request carries, whoever it goes to. */
export function requestJson(request: ProviderRequest): JsonObject {
  return request.provider === "vonage" ? request.body : request.payload;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
