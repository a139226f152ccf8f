/** "shop.example/sale" becomes "https://shop.example/sale"; what has a scheme or starts with a variable stays. */
export function withScheme(address: string): string {
  const trimmed = address.trim();
  const isWhole = trimmed === "" || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed.startsWith("{{");
  return isWhole ? trimmed : `https://${trimmed}`;
}
