import type { AnswerKind } from "@/lib/consent/answer";

/** `{brand}` and `{support}` are filled in. No marketing in any of them: a confirmation may only confirm. */
const english: Record<AnswerKind, string> = {
  stop_confirmation: "{brand}: You are unsubscribed and will get no more messages. Reply START to subscribe again.",
  start_confirmation: "{brand}: You are subscribed again. Reply STOP to unsubscribe, HELP for help.",
  help: "{brand}: For help, contact {support}. Reply STOP to unsubscribe.",
};

const byLanguage: Readonly<Record<string, Record<AnswerKind, string>>> = {
  en: english,
  es: {
    stop_confirmation: "{brand}: Te has dado de baja y no recibirás más mensajes. Responde START para volver.",
    start_confirmation: "{brand}: Vuelves a recibir mensajes. Responde STOP para darte de baja, HELP para ayuda.",
    help: "{brand}: Para obtener ayuda, contacta con {support}. Responde STOP para darte de baja.",
  },
  de: {
    stop_confirmation:
      "{brand}: Du bist abgemeldet und bekommst keine Nachrichten mehr. Antworte START, um dich wieder anzumelden.",
    start_confirmation: "{brand}: Du bist wieder angemeldet. Antworte STOP zum Abmelden, HELP für Hilfe.",
    help: "{brand}: Hilfe bekommst du bei {support}. Antworte STOP zum Abmelden.",
  },
  fr: {
    stop_confirmation: "{brand} : Vous êtes désinscrit et ne recevrez plus de messages. Répondez START pour revenir.",
    start_confirmation:
      "{brand} : Vous êtes de nouveau inscrit. Répondez STOP pour vous désinscrire, HELP pour de l'aide.",
    help: "{brand} : Pour obtenir de l'aide, contactez {support}. Répondez STOP pour vous désinscrire.",
  },
  pt: {
    stop_confirmation:
      "{brand}: A sua inscrição foi cancelada e não receberá mais mensagens. Responda START para voltar.",
    start_confirmation: "{brand}: Voltou a receber mensagens. Responda STOP para sair, HELP para ajuda.",
    help: "{brand}: Para obter ajuda, contacte {support}. Responda STOP para sair.",
  },
  nl: {
    stop_confirmation:
      "{brand}: Je bent afgemeld en krijgt geen berichten meer. Antwoord START om je weer aan te melden.",
    start_confirmation: "{brand}: Je bent weer aangemeld. Antwoord STOP om je af te melden, HELP voor hulp.",
    help: "{brand}: Voor hulp, neem contact op met {support}. Antwoord STOP om je af te melden.",
  },
  it: {
    stop_confirmation:
      "{brand}: La tua iscrizione è annullata e non riceverai altri messaggi. Rispondi START per tornare.",
    start_confirmation: "{brand}: Sei di nuovo iscritto. Rispondi STOP per annullare, HELP per assistenza.",
    help: "{brand}: Per assistenza, contatta {support}. Rispondi STOP per annullare l'iscrizione.",
  },
  ar: {
    stop_confirmation: "{brand}: تم إلغاء اشتراكك ولن تصلك رسائل أخرى. أرسل START للاشتراك من جديد.",
    start_confirmation: "{brand}: تم تجديد اشتراكك. أرسل STOP لإلغاء الاشتراك أو HELP للمساعدة.",
    help: "{brand}: للمساعدة تواصل مع {support}. أرسل STOP لإلغاء الاشتراك.",
  },
};

export interface AnswerContext {
  /** BCP 47; English when there are no words for it. */
  locale: string;
  brandName: string;
  supportContact: string;
}

/** What the app answers to STOP, START or HELP, in the person's language. */
export function confirmationText(kind: AnswerKind, { locale, brandName, supportContact }: AnswerContext): string {
  const language = locale.toLowerCase().split("-")[0] ?? "";
  const words = Object.hasOwn(byLanguage, language) ? (byLanguage[language] ?? english) : english;
  return words[kind].replaceAll(/\{(brand|support)\}/g, (_, name) => (name === "brand" ? brandName : supportContact));
}
