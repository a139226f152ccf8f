import { attribute, bold, buttons, firstName, line, ownCode, site, words } from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const loyalty: BuiltInTemplate = {
  key: "loyalty",
  group: "use_case",
  name: "Loyalty thank-you",
  summary: "Thanks members by name and level, and gives them something others do not get.",
  audienceHint: "Members of your programme; it uses the attributes loyalty_tier and points when contacts have them.",
  ladder: null,
  message: {
    blocks: [
      words(
        "words",
        line("Thank you, ", firstName, "."),
        line(
          "As a ",
          attribute("loyalty_tier", "valued"),
          " member you have ",
          attribute("points", "enough"),
          " points, and you shop the new season ",
          bold("two days before everybody else"),
          ".",
        ),
      ),
      ownCode("code", "Free shipping with", "THANKS-"),
      buttons("buttons", { label: "Open the preview", url: `${site}/members` }, { label: "What are my points worth?" }),
    ],
  },
};
