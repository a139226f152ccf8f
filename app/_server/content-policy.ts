/**
 * What a page may load and run: our own files, and the scripts the server marked with this answer's nonce.
 *
 * Styles are the one looser line. Phones, charts and progress bars are drawn on the server with `style` attributes, and
 * the toaster and the editor add `<style>` elements of their own; a nonce covers neither. Styles cannot run anything,
 * and `img-src` and `connect-src` keep them from carrying anything out.
 */
export function pagePolicy(page: { nonce: string; publicUrl: string; development: boolean }): string {
  // Previews show media under the address that is sent to phones, which may differ from the one in the address bar.
  const media = `'self' data: blob: ${new URL(page.publicUrl).origin}`;
  return [
    "default-src 'self'",
    // React's development build uses eval for readable stacks.
    `script-src 'self' 'nonce-${page.nonce}' 'strict-dynamic'${page.development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src ${media}`,
    `media-src ${media}`,
    "font-src 'self'",
    `connect-src 'self'${page.development ? " ws:" : ""}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
