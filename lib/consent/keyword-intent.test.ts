import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keywordIntent } from "@/lib/consent/keyword-intent";

const said = (text: string) => keywordIntent({ text, payload: null, title: null });

const stops = [
  // The seven of the FCC, and industry practice.
  ...["STOP", "stop", "Stop.", " stop! ", "QUIT", "END", "REVOKE", "OPT OUT", "opt-out", "CANCEL", "UNSUBSCRIBE"],
  ...["STOPALL", "Stop all", "OPTOUT", "Remove", "Unsub", "STOP STOP", "stop it", "stop 🛑", "“Stop”", "S\u0301TOP"],
  // Other languages.
  ...["ARRET", "Arrêt", "TD", "arrêter", "Désabonner", "ALTO", "BAJA", "Cancelar", "parar", "No más"],
  ...["STOPP", "Abmelden", "Abbestellen", "PARAR", "Sair", "STOPPEN", "Afmelden", "Uitschrijven", "disiscrivimi"],
  ...["Стоп", "توقف", "إلغاء الاشتراك", "停止", "退订", "수신거부"],
  // With courtesies.
  ...["Stop please", "please stop", "Pls stop thanks", "ok stop", "STOP now", "Por favor, baja", "Bitte abmelden"],
  // In a sentence.
  "please stop texting me",
  "Stop sending me these messages",
  "STOP TEXTING THIS NUMBER!!!",
  "stop with the spam",
  "stop all your promotional texts",
  "I want to unsubscribe",
  "Unsubscribe me from this list please",
  "How do I opt out of these?",
  "I said stop",
  "Can you please stop",
  "take me off your list",
  "Remove my number from your database",
  "please remove me",
  "don't text me again",
  "Do not contact me",
  "do not send me any more messages",
  "I don't want these texts anymore",
  "I no longer wish to receive messages from you",
  "never message me again",
  "no more texts please",
  "cancel my subscription",
  "I revoke my consent",
  "leave me alone",
  "lose my number",
  "No me envíen más mensajes",
  "Dejen de mandarme publicidad",
  "quiero darme de baja",
  "Keine Nachrichten mehr bitte",
  "Bitte schicken Sie mir keine SMS mehr",
  "Ich möchte keine Werbung mehr erhalten",
  "Arrêtez de m'envoyer des messages",
  "Je ne veux plus recevoir de sms",
  "Parem de me enviar mensagens",
  "Não quero mais receber",
  "Geen berichten meer aub",
  "Stop met sms'en",
  "Non voglio più messaggi",
  "Smettete di scrivermi",
];

const talk = [
  "stop by the store",
  "I'll stop by tomorrow at 5",
  "I'll be there at the end",
  "At the end of the street?",
  "which bus stop is closest?",
  "non-stop flights?",
  "I can't stop laughing",
  "The weekend works for me",
  "Can I cancel my order 123?",
  "cancel the reservation for two",
  "please cancel my appointment",
  "quit my job today lol",
  "Is the end date Friday?",
  "How do I remove a stain?",
  "Can you remove the pickles",
  "yes",
  "Yes please!",
  "No",
  "no thanks",
  "1",
  "👍",
  "",
  "Don't stop the music",
  "I don't want to unsubscribe, just fewer",
  "Does the shop have parking in the back?",
  "Do you have this in blue?",
  "Call me tomorrow",
  "don't forget the texture samples",
  "baja california trip",
  "El precio baja mañana?",
  "Wann endet das Angebot?",
  "alto adige wine",
  "Is it an end table",
  "full stop",
  "pit stop at noon",
  "I will start on Monday",
  "Let's start the meeting",
  "thank you so much for the info on the sofa!",
  "This helps a lot",
];

const helps = [
  "HELP",
  "help",
  "Help!",
  "INFO",
  "info?",
  "help please",
  "Ayuda",
  "AIDE",
  "Hilfe",
  "مساعدة",
  "Who is this?",
];
const starts = [
  "START",
  "start",
  "UNSTOP",
  "Unstop please",
  "Subscribe",
  "opt in",
  "OPT BACK IN",
  "sign me up again",
  "alta",
];

describe("a person's wish in their own words", () => {
  it.each(stops)("takes %j as STOP", (text) => expect(said(text)).toBe("stop"));
  it.each(talk)("takes %j as ordinary talk", (text) => expect(said(text)).toBeNull());
  it.each(helps)("takes %j as HELP", (text) => expect(said(text)).toBe("help"));
  it.each(starts)("takes %j as START", (text) => expect(said(text)).toBe("start"));

  it("is heard through buttons and replies too", () => {
    expect(keywordIntent({ text: null, payload: "STOP", title: "Keine Werbung mehr" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "optout", title: "Stop promotions" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "0190c1a0:b1", title: "Stop promotions" })).toBe("stop");
    expect(keywordIntent({ text: null, payload: "0190c1a0:yes", title: "Yes" })).toBeNull();
  });

  it("does not depend on case, spaces and punctuation around it", () => {
    const edge = fc.string({ unit: fc.constantFrom(" ", ".", "!", "\n", "*", "…", "🙏"), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom("stop", "unsubscribe", "opt out", "arrêt"),
        edge,
        edge,
        fc.boolean(),
        (word, left, right, loud) => {
          expect(said(left + (loud ? word.toUpperCase() : word) + right)).toBe("stop");
        },
      ),
    );
  });

  it("answers any text at all, and quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (text) => {
        expect(["stop", "help", "start", null]).toContain(said(text));
      }),
    );
    const nasty = `${"stop sending ".repeat(20)}${"me ".repeat(2000)}`;
    const started = performance.now();
    for (let round = 0; round < 50; round++) said(nasty.slice(0, 299));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
