const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The address to call for a URL the sandbox was given: this installation by its local address, or anything else on
 * this computer. Null for every other host: nothing of the sandbox leaves the computer, and nobody can make it call out.
 */
export function nearAddress(url: string, origins: { publicOrigin: string; localOrigin: string }): URL | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  if (parsed.origin === origins.publicOrigin) return new URL(`${parsed.pathname}${parsed.search}`, origins.localOrigin);
  return loopbackHosts.has(parsed.hostname) ? parsed : null;
}
