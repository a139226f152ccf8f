/** What a button of a request does, as the request says it. */
export type PreviewTap = { url: string } | { phone: string } | { postback: string } | { copy: string };

/**
 * A button of a request. It carries what a tap does in data attributes, so that a page which plays the phone can act
 * on it; links also work by themselves.
 */
export function PreviewButton({
  label,
  tap,
  className,
  icon = null,
}: {
  label: string;
  tap: PreviewTap & { postback?: string };
  className: string;
  icon?: keyof typeof iconPaths | null;
}) {
  const words = (
    <>
      {icon === null ? null : <ButtonIcon icon={icon} />}
      <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
    </>
  );
  const postback = tap.postback === undefined ? {} : { "data-postback": tap.postback };
  if ("url" in tap) {
    return (
      <a
        data-part="button"
        data-url={tap.url}
        {...postback}
        href={tap.url}
        target="_blank"
        rel="noreferrer"
        className={className}
      >
        {words}
      </a>
    );
  }
  if ("phone" in tap) {
    return (
      <a data-part="button" data-phone={tap.phone} {...postback} href={`tel:${tap.phone}`} className={className}>
        {words}
      </a>
    );
  }
  const copy = "copy" in tap ? { "data-copy": tap.copy } : {};
  return (
    <button type="button" data-part="button" {...postback} {...copy} className={className}>
      {words}
    </button>
  );
}

function ButtonIcon({ icon }: { icon: keyof typeof iconPaths }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="size-3.5 shrink-0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <path d={iconPaths[icon]} />
    </svg>
  );
}

const iconPaths = {
  link: "M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5",
  call: "M4 2.5l2 3-1.3 1.5a8 8 0 004.3 4.3L10.5 10l3 2-1 2C7 14.5 1.5 9 2 3.5z",
  reply: "M6.5 3L2.5 7l4 4M2.5 7H10a3.5 3.5 0 013.5 3.5V13",
  copy: "M6 5.5h7v8H6zM3.5 10.5v-8h7",
  list: "M3 4h1M6.5 4H13M3 8h1M6.5 8H13M3 12h1M6.5 12H13",
  map: "M8 14S3.5 9.5 3.5 6.2a4.5 4.5 0 019 0C12.5 9.5 8 14 8 14zM8 7.7a1.5 1.5 0 100-3 1.5 1.5 0 000 3z",
  calendar: "M3 4.5h10v9H3zM3 7.5h10M5.5 2.5v2M10.5 2.5v2",
  stop: "M8 2a6 6 0 100 12A6 6 0 008 2zM3.8 3.8l8.4 8.4",
};
