/** The address as a URL when it may be sent to people: http or https with a host, nothing else. */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  // `https:/x` and `https:x` parse, but a phone would not recognise them as links.
  return /^https?:\/\/[^\s/]/i.test(text) && !/[\s<>"]/.test(text) ? text : null;
}
