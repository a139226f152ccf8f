import { z } from "zod";

/** A website as browsers name it: scheme, host and port, without a path. */
const originSchema = z
  .string()
  .trim()
  .max(200)
  .refine(isOrigin, "Enter addresses such as https://shop.example, without a path.")
  .transform((text) => new URL(text).origin);

/** What a workspace says about notifications in browsers. */
export const pushSettingsSchema = z.object({
  /** Websites whose pages may subscribe people, beside our own page. */
  origins: z.array(originSchema).max(20, "At most 20 websites."),
});
export type PushSettings = z.infer<typeof pushSettingsSchema>;

/** Only pages over TLS can subscribe, except on one's own computer. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username } = new URL(text);
  if (pathname !== "/" || search !== "" || hash !== "" || username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1"));
}
