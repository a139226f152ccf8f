/** A film by the address in the request: silent and still until somebody plays it. */
export function PreviewVideo({ url, className }: { url: string; className: string }) {
  return (
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
