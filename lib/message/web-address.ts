/** The address as a URL when it may be sent to people: http or https with a host, nothing else. */
export function webAddress(text: string): string | null {
  // `https:/x` and `https:x` parse, but a phone would not recognise them as links.
  if (!/^https?:\/\/[^\s/]/i.test(text) || /[\s<>"]/.test(text)) return null;
  return URL.canParse(text) ? text : null;
}
