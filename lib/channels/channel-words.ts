/** The words channels add by themselves, in the recipient's language. Latin-script ones are written within GSM-7, so that they never make a text message dearer. */
export interface ChannelWords {
  /** At most 60 characters: it is also a WhatsApp footer. */
  replyStop: string;
  /** For senders people cannot answer: must say so and name another way. */
  noReplies: string;
  /** Names the preference page; at most 20 characters: it is also a button. */
  preferences: string;
  /** Button that ends promotions; at most 20 characters. */
  stopButton: string;
  /** How to answer by text: `{label}` is the button's label. */
  replyWith: string;
  /** Leads to a film; at most 20 characters. */
  watch: string;
  /** Leads to a recording; at most 20 characters. */
  listen: string;
  /** Opens a list of answers; at most 20 characters. */
  choose: string;
  /** Names an offer that ends; at most 16 characters. */
  offer: string;
}

const english: ChannelWords = {
  replyStop: "Reply STOP to opt out.",
  noReplies: "No replies to this number. Opt out",
  preferences: "Preferences",
  stopButton: "Stop promotions",
  replyWith: "Reply {label}",
  watch: "Watch",
  listen: "Listen",
  choose: "Choose",
  offer: "Ends soon",
};

const wordsByLanguage: Readonly<Record<string, ChannelWords>> = {
  en: english,
  es: {
    replyStop: "Responde STOP para darte de baja.",
    noReplies: "No admite respuestas. Baja",
    preferences: "Preferencias",
    stopButton: "Parar promociones",
    replyWith: "Responde {label}",
    watch: "Ver video",
    listen: "Escuchar",
    choose: "Elegir",
    offer: "Termina pronto",
  },
  fr: {
    replyStop: "Répondez STOP pour ne plus recevoir.",
    noReplies: "Pas de réponse possible. Se désinscrire",
    preferences: "Préférences",
    stopButton: "Stop promotions",
    replyWith: "Répondez {label}",
    watch: "Voir",
    listen: "Ecouter",
    choose: "Choisir",
    offer: "Derniers jours",
  },
  de: {
    replyStop: "Antworte STOP zum Abmelden.",
    noReplies: "Keine Antwort möglich. Abmelden",
    preferences: "Einstellungen",
    stopButton: "Keine Werbung mehr",
    replyWith: "Antworte {label}",
    watch: "Ansehen",
    listen: "Anhören",
    choose: "Auswählen",
    offer: "Endet bald",
  },
  pt: {
    replyStop: "Responda STOP para sair.",
    noReplies: "Sem respostas. Sair",
    preferences: "Escolhas",
    stopButton: "Parar promo",
    replyWith: "Responda {label}",
    watch: "Ver video",
    listen: "Ouvir",
    choose: "Escolher",
    offer: "Acaba em breve",
  },
  it: {
    replyStop: "Rispondi STOP per non ricevere più.",
    noReplies: "Nessuna risposta possibile. Disiscriviti",
    preferences: "Preferenze",
    stopButton: "Stop promozioni",
    replyWith: "Rispondi {label}",
    watch: "Guarda",
    listen: "Ascolta",
    choose: "Scegli",
    offer: "Finisce presto",
  },
  nl: {
    replyStop: "Antwoord STOP om af te melden.",
    noReplies: "Antwoorden kan niet. Afmelden",
    preferences: "Voorkeuren",
    stopButton: "Stop promoties",
    replyWith: "Antwoord {label}",
    watch: "Bekijk",
    listen: "Luister",
    choose: "Kiezen",
    offer: "Eindigt snel",
  },
  ar: {
    replyStop: "أرسل STOP لإلغاء الاشتراك.",
    noReplies: "لا يمكن الرد. إلغاء الاشتراك",
    preferences: "التفضيلات",
    stopButton: "إيقاف العروض",
    replyWith: "أجب {label}",
    watch: "شاهد",
    listen: "استمع",
    choose: "اختر",
    offer: "ينتهي قريبا",
  },
};

/** The languages that have words of their own; every other one gets English. */
export const wordLanguages = Object.keys(wordsByLanguage);

/** The channel's own words for a BCP 47 tag. */
export function channelWords(locale: string): ChannelWords {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? "";
  return (Object.hasOwn(wordsByLanguage, language) ? wordsByLanguage[language] : undefined) ?? english;
}
