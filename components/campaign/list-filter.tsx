import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { campaignStates } from "@/lib/campaign/schema";
import { campaignStateWords } from "@/lib/campaign/state-words";

/** Search and state, as a plain form: the address holds what is shown, so it can be kept and shared. */
export function ListFilter({ search, state }: { search: string; state: string }) {
  return (
    <search>
      <form className="flex flex-wrap gap-2" action="/campaigns">
        <Input
          name="search"
          defaultValue={search}
          placeholder="Search by name"
          aria-label="Search by name"
          className="w-56"
        />
        <Select name="state" defaultValue={state} aria-label="State" className="w-40">
          <option value="">All states</option>
          {campaignStates
            .filter((each) => each !== "in_review")
            .map((each) => (
              <option key={each} value={each}>
                {campaignStateWords[each].name}
              </option>
            ))}
        </Select>
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </form>
    </search>
  );
}
