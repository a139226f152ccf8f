/** A line needs nothing said about it. */
export function DividerEditor() {
  return (
    <div className="px-3.5 py-5">
      <hr className="border-line-strong" />
    </div>
  );
}
