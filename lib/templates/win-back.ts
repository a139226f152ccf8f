import {
  bold,
  buttons,
  carousel,
  countdown,
  daySeconds,
  firstName,
  hourSeconds,
  insteadOn,
  line,
  product,
  rung,
  site,
  words,
} from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const winBack: BuiltInTemplate = {
  key: "win-back",
  group: "scenario",
  name: "Win back dormant subscribers",
  summary: "Starts from what they last looked at; no click brings new arrivals with an offer, then a last short push.",
  audienceHint:
    "People without an order for 180 days who want promotions. MMS with what they looked at, Messenger with new arrivals, then a push to a short film.",
  ladder: {
    rungs: [
      rung("rung-1", ["mms", "sms"], daySeconds, "engaged"),
      rung("rung-2", ["messenger"], daySeconds, "engaged"),
      rung("rung-3", ["push"], 12 * hourSeconds, "read"),
    ],
  },
  message: {
    blocks: [
      words(
        "words",
        line("It has been a while, ", firstName, "."),
        line("This one caught your eye. It is yours with ", bold("15 % off until Sunday"), "."),
      ),
      product("product", "last_viewed", "Take another look"),
      countdown("countdown", "Offer ends"),
      buttons("buttons", { label: "New arrivals", url: `${site}/new` }),
    ],
    variants: [
      insteadOn(
        "messenger",
        "product",
        carousel(
          "arrivals",
          {
            ...{ alt: "A coat on a hook by the door", title: "Harbour coat", text: "15 % off until Sunday" },
            ...{ label: "See the coat", url: `${site}/coat` },
          },
          {
            ...{ alt: "Boots on wet stones", title: "Trail boots", text: "15 % off until Sunday" },
            ...{ label: "See the boots", url: `${site}/boots` },
          },
          {
            ...{ alt: "A bag on a wooden bench", title: "Day bag", text: "15 % off until Sunday" },
            ...{ label: "See the bag", url: `${site}/bag` },
          },
        ),
      ),
      insteadOn("push", "buttons", buttons("buttons-push", { label: "Watch: 20 seconds", url: `${site}/film` })),
    ],
  },
};
