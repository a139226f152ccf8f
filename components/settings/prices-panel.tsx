"use client";

import { Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { ChannelDot } from "@/components/ui/channel-dot";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { RemovalDialog } from "@/components/ui/removal-dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { unitPriceText } from "@/lib/cost/money-text";
import { everywhere, type Price } from "@/lib/cost/price";
import type { PriceRow } from "@/lib/cost/price-rows";
import { PriceDialog, type PriceFormProps } from "./price-dialog";
import { type ImportedPrices, PriceImport } from "./price-import";

export interface PricesPanelProps extends PriceFormProps {
  rows: readonly PriceRow[];
  /** Whether the workspace has no price at all. */
  isEmpty: boolean;
  timeZone: string;
  remove: Action<null>;
  importFile: Action<ImportedPrices>;
  addExamples: Action<null>;
}

/** What a message costs: channel by channel, country by country, from which day on. */
export function PricesPanel(props: PricesPanelProps) {
  const { rows, isEmpty, addExamples, importFile } = props;
  const hasExamples = rows.some(({ current }) => current?.source === "example");
  const toolbar = (
    <>
      <PriceImport {...props} importFile={importFile} />
      <PriceDialog {...props} about={null} trigger={<Button variant="primary">Add price</Button>} />
    </>
  );
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-xl text-pretty text-muted">
          What your provider charges for one message, by the country it goes to. Cascade computes from it what a
          campaign is going to cost. A new price counts from its day on and changes nothing before.
        </p>
        {!isEmpty && <div className="flex flex-wrap gap-2">{toolbar}</div>}
      </div>
      {isEmpty ? (
        <Card>
          <EmptyState
            title="No prices yet"
            description="Without prices, nobody can say what a campaign is going to cost. Take in your provider's price list, add prices by hand, or look around with example prices."
            action={
              <>
                <AddExamples addExamples={addExamples} />
                {toolbar}
              </>
            }
          />
        </Card>
      ) : (
        <>
          {hasExamples && (
            <Callout kind="warning" title="Some of these are example prices">
              They are what the sandbox carrier charges, not what you pay. Replace them with the prices of your contract
              before you rely on an estimate.
            </Callout>
          )}
          {channelIds.map((channel) => (
            <ChannelPrices key={channel} {...props} rows={rows.filter((row) => row.channel === channel)} />
          ))}
        </>
      )}
    </div>
  );
}

function AddExamples({ addExamples }: { addExamples: Action<null> }) {
  const { run, busy, formError } = useAction(addExamples);
  const trouble = formError();
  return (
    <>
      <Button busy={busy} onClick={async () => (await run({})) && toast.success("Example prices added")}>
        Use example prices
      </Button>
      {trouble && <Callout kind="blocker">{trouble}</Callout>}
    </>
  );
}

function ChannelPrices(props: PricesPanelProps) {
  const [first] = props.rows;
  if (first === undefined) return null;
  const { name } = channels[first.channel];
  return (
    <Card flush title={<ChannelDot channel={first.channel} label={name} />}>
      {/* Fixed: the columns of one channel stand under those of another. */}
      <Table aria-label={`Prices of ${name}`} className="@2xl:table-fixed">
        <TableHead>
          <tr>
            <TableHeader>What and where</TableHeader>
            <TableHeader numeric className="@2xl:w-52">
              Price of one
            </TableHeader>
            <TableHeader className="hidden w-40 @2xl:table-cell">From</TableHeader>
            <TableHeader className="@2xl:w-48">
              <span className="sr-only">Change</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {props.rows.map((row) => (
            <PriceRows key={`${row.kind.key} ${row.country}`} {...props} row={row} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function PriceRows({ row, ...props }: PricesPanelProps & { row: PriceRow }) {
  const { kind, country, current, future, past } = row;
  const place = placeName(country, props.countries);
  const about = `${kind.name}, ${place}`;
  return (
    <>
      <TableRow>
        <TableCell>
          <span className="block font-medium">{kind.name}</span>
          <span className="block text-muted text-sm">{place}</span>
        </TableCell>
        <TableCell numeric className="whitespace-nowrap tabular-nums">
          {current === null ? (
            <span className="text-muted">{kind.isFree ? "Free" : "No price"}</span>
          ) : (
            <span className="flex flex-col items-end @2xl:flex-row @2xl:items-center @2xl:justify-end @2xl:gap-2">
              {unitPriceText(current.micros, current.currency)}
              <span className="text-muted text-sm @2xl:hidden">
                <Day day={current.validFrom} />
              </span>
              {current.source === "example" && <Badge>Example</Badge>}
            </span>
          )}
        </TableCell>
        <TableCell className="hidden @2xl:table-cell">{current && <Day day={current.validFrom} />}</TableCell>
        <TableCell className="text-right">
          <span className="flex flex-col items-end gap-2 @2xl:flex-row @2xl:justify-end">
            {past.length > 0 && <History about={about} past={past} />}
            <PriceDialog
              {...props}
              about={{ ...row, price: current === null || current.validFrom < props.today ? null : current }}
              trigger={
                <Button size="sm" aria-label={`${current === null ? "Set" : "Change"} price of ${about}`}>
                  {current === null ? "Set" : "Change"}
                </Button>
              }
            />
          </span>
        </TableCell>
      </TableRow>
      {future.map((price) => (
        <TableRow key={price.id} className="bg-sunken">
          <TableCell className="text-muted text-sm">{about}</TableCell>
          <TableCell numeric className="whitespace-nowrap tabular-nums">
            {unitPriceText(price.micros, price.currency)}
            <span className="mt-1 block @2xl:hidden">
              <FutureDay day={price.validFrom} />
            </span>
          </TableCell>
          <TableCell className="hidden @2xl:table-cell">
            <FutureDay day={price.validFrom} />
          </TableCell>
          <TableCell className="text-right">
            <span className="flex flex-col items-end gap-2 @2xl:flex-row @2xl:justify-end">
              <RemovePrice about={about} price={price} remove={props.remove} />
              <PriceDialog
                {...props}
                about={{ ...row, price }}
                trigger={
                  <Button size="sm" aria-label={`Edit future price of ${about}`}>
                    Edit
                  </Button>
                }
              />
            </span>
          </TableCell>
        </TableRow>
      ))}
    </>
  );
}

/** A calendar day, which is the same everywhere. */
function Day({ day }: { day: string }) {
  return <TimeText at={`${day}T12:00:00Z`} timeZone="UTC" shape="date" />;
}

function FutureDay({ day }: { day: string }) {
  return (
    <Badge tone="accent">
      from <Day day={day} />
    </Badge>
  );
}

function placeName(country: string, countries: PricesPanelProps["countries"]): string {
  if (country === everywhere) return "All other countries";
  return countries.find(({ code }) => code === country)?.name ?? country;
}

function History({ about, past }: { about: string; past: readonly Price[] }) {
  return (
    <Dialog
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Past prices of ${about}`}>
          History
        </Button>
      }
      title="Past prices"
      description={`${about}. Messages keep the price of the day they were sent.`}
      width="sm"
    >
      <ul className="divide-y">
        {past.map((price) => (
          <li key={price.id} className="flex items-center justify-between gap-4 py-2">
            <span className="tabular-nums">{unitPriceText(price.micros, price.currency)}</span>
            <span className="text-muted">
              from <Day day={price.validFrom} />
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function RemovePrice({ about, price, remove }: { about: string; price: Price; remove: Action<null> }) {
  return (
    <RemovalDialog
      trigger={
        <Button variant="quiet" size="sm" iconOnly aria-label={`Remove future price of ${about}`}>
          <Trash2 />
        </Button>
      }
      title="Remove this future price?"
      description={`${about}: ${unitPriceText(price.micros, price.currency)} will not begin to count. The price before it goes on.`}
      submit="Remove price"
      wayOut="Keep it"
      remove={remove}
      input={{ priceId: price.id }}
      onRemoved={() => toast.success("Price removed")}
    />
  );
}
