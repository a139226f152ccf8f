/** A picture by the address in the request. Without words of its own in the request it is announced as a picture. */
export function PreviewImage({ url, alt, className }: { url: string; alt: string; className: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: the picture is shown exactly as the provider fetches it, not resized again.
    <img data-part="media" src={url} alt={alt === "" ? "Picture" : alt} className={className} />
  );
}
