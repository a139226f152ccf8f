import { bold, bullet, buttons, carousel, firstName, line, site, video, words } from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const productLaunch: BuiltInTemplate = {
  key: "product-launch",
  group: "use_case",
  name: "Product launch",
  summary: "Shows something new, says in three lines why it matters, and leads to it.",
  audienceHint: "People who want promotions; begin with those who bought from you before.",
  ladder: null,
  message: {
    blocks: [
      video("hero", "A short film of the new product in use"),
      words(
        "words",
        line("Hi ", firstName, ", it is here: ", bold("the Driftwood lamp"), "."),
        bullet("Made by hand from wood the sea brought in"),
        bullet("Warm light you dim with a touch"),
        bullet("Only 200 of the first edition"),
      ),
      carousel(
        "details",
        {
          ...{ alt: "The base, seen from close by", title: "Driftwood", text: "No two are alike." },
          ...{ label: "See the wood", url: `${site}/lamp/wood` },
        },
        {
          ...{ alt: "The lamp in a dark room", title: "Warm light", text: "From candle to reading light." },
          ...{ label: "See it lit", url: `${site}/lamp/light` },
        },
        {
          ...{ alt: "The maker at the bench", title: "Made by hand", text: "Signed and numbered." },
          ...{ label: "Meet the maker", url: `${site}/lamp/maker` },
        },
      ),
      buttons("buttons", { label: "See the lamp", url: `${site}/lamp` }, { label: "Tell me more" }),
    ],
  },
};
