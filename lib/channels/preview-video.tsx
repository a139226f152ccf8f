/** A film by the address in the request: silent and still until somebody plays it. */
export function PreviewVideo({ url, className }: { url: string; className: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: the request has no captions, and a preview shows nothing but the request.
    <video
      data-part="media"
      src={url}
      controls
      muted
      playsInline
      preload="metadata"
      aria-label="Video"
      className={className}
    />
  );
}
