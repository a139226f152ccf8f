import { attribute, buttons, firstName, line, quickReplies, site, words } from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const postPurchase: BuiltInTemplate = {
  key: "post-purchase",
  group: "use_case",
  name: "After a purchase",
  summary: "Asks how it went, helps where it did not, and shows the next step.",
  audienceHint: "People whose order arrived about a week ago and who want updates.",
  ladder: null,
  message: {
    blocks: [
      words(
        "words",
        line("Hi ", firstName, ", how do you like your ", attribute("last_product", "order"), "?"),
        line("One tap tells us. If something is not right, we put it right."),
      ),
      quickReplies("answers", "Love it", "It's all right", "Not quite right"),
      buttons("buttons", { label: "Care tips", url: `${site}/care` }),
    ],
  },
};
