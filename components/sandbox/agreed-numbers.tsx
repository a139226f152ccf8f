const outcomes = [
  ["0001300", "Rejected with 1300, not on this channel; so with every error code, such as 0001240 or 0001461"],
  ["0000001", "Undeliverable: the provider cannot be reached"],
  ["0000002", "Submitted, then nothing until it expires"],
  ["0000003", "Every receipt comes twice"],
  ["0000004", "Delivered is reported before submitted"],
  ["0000005", "Delivered after 45 seconds"],
  ["0000402", "Refused: the account has no balance"],
  ["0000429", "Refused every other time: too many requests"],
  ["0000500", "Refused: an error at the carrier"],
] as const;

/** Numbers by which a tester asks for an outcome. */
export function AgreedNumbers() {
  return (
    <details className="mt-6 rounded-xl border bg-surface px-4 py-3">
      <summary className="cursor-pointer font-medium">Numbers with an agreed outcome</summary>
      <p className="mt-2 max-w-2xl text-muted">
        A contact whose number ends in these digits gets this outcome, whatever the switches of the phone say. In North
        America, where no number can contain 000, write 555 instead, and 9 for the first digit of those below 1000: 555
        1300, 555 9002.
      </p>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {outcomes.map(([ending, outcome]) => (
          <div key={ending} className="contents">
            <dt className="tabular-nums">…{ending}</dt>
            <dd className="text-muted">{outcome}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
