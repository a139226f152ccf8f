/** A label that screen readers hear with what it belongs to: "Title of card 2". */
export function OwnLabel({ children, of }: { children: string; of: string }) {
  return (
    <>
      {children}
      <span className="sr-only"> of {of}</span>
    </>
  );
}
