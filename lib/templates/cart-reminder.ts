import { bold, buttons, firstName, line, product, site, words } from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const cartReminder: BuiltInTemplate = {
  key: "cart-reminder",
  group: "use_case",
  name: "Cart reminder",
  summary: "Reminds people of what they left behind, with one tap back to it.",
  audienceHint:
    "People with an open cart who want reminders. A few hours after they left works better than days. Choose a product for those whose cart is not known.",
  ladder: null,
  message: {
    blocks: [
      words(
        "words",
        line(firstName, ", you left something in your cart."),
        line("We keep it for you ", bold("until tomorrow evening"), ". Questions? Just answer this message."),
      ),
      product("product", "last_carted", "See it again"),
      buttons("buttons", { label: "Back to my cart", url: `${site}/cart` }, { label: "I have a question" }),
    ],
  },
};
