import {
  attribute,
  bold,
  buttons,
  daySeconds,
  firstName,
  gif,
  hourSeconds,
  insteadOn,
  line,
  picture,
  rsvp,
  rung,
  site,
  video,
  words,
} from "@/lib/templates/parts";
import type { BuiltInTemplate } from "@/lib/templates/template";

export const eventAttendance: BuiltInTemplate = {
  key: "event-attendance",
  group: "scenario",
  name: "Event attendance",
  summary: "A teaser with a register button; who has not engaged after a day is asked again, then by plain message.",
  audienceHint:
    "People near the event who want updates. RCS with a film first, WhatsApp with an animation after 24 hours, MMS with a picture or SMS last.",
  ladder: {
    rungs: [
      rung("rung-1", ["rcs"], daySeconds, "engaged"),
      rung("rung-2", ["whatsapp"], daySeconds, "engaged"),
      rung("rung-3", ["mms", "sms"], 12 * hourSeconds, "delivered"),
    ],
  },
  message: {
    blocks: [
      video("hero", "A teaser: the place of the event, full of people"),
      words(
        "words",
        line(firstName, ", you are invited: ", bold("an evening with the makers"), "."),
        line("Thursday, 6 pm, in ", attribute("city", "your city"), ". Music, workshops and something to eat."),
      ),
      rsvp("rsvp", "Will you come?", { title: "An evening with the makers", location: "Harbour hall" }),
      buttons("buttons", { label: "Register", url: `${site}/evening` }),
    ],
    variants: [
      insteadOn("whatsapp", "hero", gif("hero-whatsapp", "The evening in three seconds: lights, music, people")),
      insteadOn("mms", "hero", picture("hero-mms", "The place of the event, full of people")),
    ],
  },
};
