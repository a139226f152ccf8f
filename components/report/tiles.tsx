import type { LiveReport } from "@/components/report/live-report";
import { classNames } from "@/components/ui/class-names";
import { NumberText } from "@/components/ui/number-text";
import { StatTile } from "@/components/ui/stat-tile";
import { moneyText } from "@/lib/cost/money-text";

/** The few numbers everybody asks for first, each with its definition and denominator. */
export function Tiles({ report, people }: { report: LiveReport; people: number }) {
  const total = (pick: (row: LiveReport["funnel"][number]) => number) =>
    report.funnel.reduce((sum, row) => sum + pick(row), 0);
  const inState = (state: string) =>
    report.reasons.reduce((sum, row) => (row.state === state ? sum + row.count : sum), 0);
  const accepted = total((row) => row.accepted);
  const delivered = total((row) => row.delivered);
  const { charges } = report;
  const billed = charges.reduce((sum, { messages }) => sum + messages, 0);
  const converted = total((row) => row.converted);
  return (
    <div
      className={classNames(
        "grid grid-cols-2 gap-3",
        converted > 0 ? "md:grid-cols-4" : "md:grid-cols-3 xl:grid-cols-7",
      )}
    >
      <StatTile
        label="People"
        value={<NumberText value={people} />}
        definition="Everybody in the campaign, held-out people included."
      />
      <StatTile
        label="Messages sent"
        value={<NumberText value={accepted} />}
        definition="Messages the carrier took. A person on several steps counts several times."
      />
      <StatTile
        label="Delivered"
        value={<NumberText value={delivered} />}
        detail={share(delivered, accepted, "of sent")}
        definition="Messages reported as delivered or read."
      />
      <StatTile
        label="Engaged"
        value={<NumberText value={total((row) => row.engaged)} />}
        detail={share(
          total((row) => row.engaged),
          delivered,
          "of delivered",
        )}
        definition="Messages that were clicked, tapped or answered. Link scanners are not counted."
      />
      {converted > 0 && (
        <StatTile
          label="Conversions"
          value={<NumberText value={converted} />}
          detail={perHundred(converted, delivered)}
          definition="Reported by your shop, each for the last message the person got in the seven days before. A person may have several."
        />
      )}
      <StatTile
        label="Reached the goal"
        value={<NumberText value={inState("succeeded")} />}
        detail={share(inState("succeeded"), people, "of people")}
        definition="People for whom a step's goal was met."
      />
      <StatTile
        label="Opted out"
        value={<NumberText value={inState("opted_out")} />}
        detail={share(inState("opted_out"), people, "of people")}
        definition="People who told us to stop."
      />
      <StatTile
        label="Billed so far"
        value={charges.length === 0 ? "–" : charges.map((charge) => <ChargeLine key={charge.currency} {...charge} />)}
        detail={`for ${billed} of ${accepted} sent`}
        definition="What the provider said it bills, message by message, as its receipts come in."
      />
    </div>
  );
}

/** Amounts in different currencies are never added up. */
function ChargeLine({ currency, micros }: LiveReport["charges"][number]) {
  return <span className="block text-lg tabular-nums">{moneyText(micros, currency)}</span>;
}

/** Not a share: a message may bring several. */
function perHundred(count: number, messages: number): string {
  return messages === 0 ? "– per 100 delivered" : `${((100 * count) / messages).toFixed(1)} per 100 delivered`;
}

function share(part: number, whole: number, of: string): string {
  return whole === 0 ? `– ${of}` : `${((100 * part) / whole).toFixed(1)} % ${of}`;
}
