import {
  attribute,
  bold,
  firstName,
  gif,
  hourSeconds,
  insteadOn,
  line,
  ownCode,
  rsvp,
  rung,
  store,
  video,
  words,
} from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const localSale: BuiltInTemplate = {
  key: "local-sale",
  group: "scenario",
  name: "Local sale",
  summary: "Brings people nearby into the store: when, where, and a spot kept for them.",
  audienceHint:
    "People in the city of the store who want promotions. Push or RCS first, WhatsApp or SMS after six hours.",
  ladder: {
    rungs: [
      rung("rung-1", ["push", "rcs"], 6 * hourSeconds, "engaged"),
      rung("rung-2", ["whatsapp", "sms"], 12 * hourSeconds, "delivered"),
    ],
  },
  message: {
    blocks: [
      gif("hero", "A moving banner: the store front, doors opening"),
      words(
        "words",
        line(bold("Harbour sale"), " in ", attribute("city", "your city"), ": Saturday, 10 to 6."),
        line(firstName, ", up to 40 % off in the store, and coffee is on us."),
      ),
      store("store", { name: "Harbour store", address: "1 Quay Street, Portland", hours: "Sat 10-18" }),
      rsvp("rsvp", "Shall we keep a spot for you?", null),
      ownCode("code", "Show this at the till", "SALE-", true),
    ],
    variants: [
      insteadOn("push", "hero", video("hero-push", "Ten seconds in the store")),
      // The code is for scanning; of the channels of this ladder only WhatsApp brings it.
      ...(["rcs", "push", "sms"] as const).map((channel) => insteadOn(channel, "code", null)),
    ],
  },
};
