import { cartReminder } from "@/lib/templates/cart-reminder";
import { eventAttendance } from "@/lib/templates/event-attendance";
import { flashSale } from "@/lib/templates/flash-sale";
import { localSale } from "@/lib/templates/local-sale";
import { loyalty } from "@/lib/templates/loyalty";
import { postPurchase } from "@/lib/templates/post-purchase";
import { productLaunch } from "@/lib/templates/product-launch";
import type { BuiltInTemplate } from "@/lib/templates/template";
import { winBack } from "@/lib/templates/win-back";

/** The templates every workspace has: three whole scenarios, and a message for each common occasion. */
export const builtInTemplates: readonly BuiltInTemplate[] = [
  eventAttendance,
  winBack,
  localSale,
  productLaunch,
  flashSale,
  loyalty,
  cartReminder,
  postPurchase,
];
