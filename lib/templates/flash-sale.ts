import { bold, buttons, countdown, firstName, line, ownCode, picture, site, words } from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const flashSale: BuiltInTemplate = {
  key: "flash-sale",
  group: "use_case",
  name: "Flash sale",
  summary: "A short sale with a clear end, one offer and one way in.",
  audienceHint: "People who want promotions. Send it at most a few hours before the end, on fast channels.",
  ladder: null,
  message: {
    blocks: [
      picture("hero", "The best offer of the sale, on a plain ground"),
      words(
        "words",
        line(bold("24 hours, 25 % off everything.")),
        line(firstName, ", the sale ends tonight at midnight. This code is yours alone."),
      ),
      countdown("countdown", "Sale ends"),
      ownCode("code", "25 % off with", "FLASH-"),
      buttons("buttons", { label: "Shop the sale", url: `${site}/sale` }),
    ],
  },
};
