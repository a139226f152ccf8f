/** A film by the address in the request: silent and still until somebody plays it. */
export function PreviewVideo({
  url,
  className,
  posterUrl = "",
  label = "",
}: {
  url: string;
  className: string;
  /** Shown until it plays; empty when the request names none. */
  posterUrl?: string;
  /** What is seen, where the request says so. */
  label?: string;
}) {
  return (
    <video
      data-part="media"
      src={url}
      controls
      muted
      playsInline
      preload="metadata"
      {...(posterUrl === "" ? {} : { poster: posterUrl })}
      aria-label={label === "" ? "Video" : label}
      className={className}
    />
  );
}
