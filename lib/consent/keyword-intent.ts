import { decodePostback } from "@/lib/channels/postback";
import { stopSentences } from "@/lib/consent/stop-sentences";

/** What a person asks of the sender itself, in the words they wrote or the button they pressed. */
export type KeywordIntent = "stop" | "help" | "start";

/** The parts of an inbound message in which a wish may be expressed. */
export interface InboundWords {
  text: string | null;
  /** Id or payload behind a pressed button or reply. */
  payload: string | null;
  /** The words on a pressed button or reply. */
  title: string | null;
}

/** What phones add below a message. */
const signature = / (?:sent from my|von meinem|envoye de mon|enviado desde mi|enviado do meu|inviato da) .{1,60}$/u;

/**
 * Words that are a wish when they are the whole message. The first seven are per se valid under
 * 47 CFR 64.1200(a)(10); the rest are industry practice and the same words in other languages.
 */
const stopWords = new Set(
  words(`stop, quit, end, revoke, opt out, cancel, unsubscribe,
    stopall, stop all, optout, remove, remove me, unsub, stop now, stop it, stop this, stop that, stopp all, stop stop,
    no more, cease,
    arret, arreter, arretez, td, desabonner, desabonnement, desinscrire, desinscription,
    alto, baja, cancelar, parar, detener, basta, no mas, dar de baja, darme de baja, anular,
    stopp, abmelden, abmeldung, abbestellen, kundigen, kuendigen, aufhoren, aufhoeren, beenden,
    sair, fim, pare, parem, descadastrar, remover, cancelar inscricao,
    stoppen, afmelden, uitschrijven, opzeggen, stop ermee,
    ferma, fermare, disiscrivi, disiscrivimi, cancellami, annulla, basta messaggi, stop messaggi,
    sluta, avsluta, avregistrera, avmeld, afmeld, lopeta, rezygnuj, rezygnuję, wypisz, iptal,
    стоп, отписаться, отпишите, отпишите меня, отпиши меня, отмена, توقف, ايقاف, إيقاف, الغاء, إلغاء, الغاء الاشتراك, إلغاء الاشتراك, قف,
    停止, 退订, 退訂, 配信停止, 중지, 수신거부, रोकें, बंद, בטל, הסר`),
);

const helpWords = new Set(
  words(`help, info, information, help me, aide, ayuda, hilfe, ajuda, aiuto, hulp, hjalp, pomoc, yardim,
    مساعدة, помощь, 帮助, ヘルプ, 도움말`),
);

/** "Yes" is left out: it answers questions of campaigns as well. */
const startWords = new Set(
  words(`start, unstop, un stop, subscribe, resubscribe, opt in, optin, opt back in, join, alta, activar, reactivar,
    anmelden, anfangen, s abonner, abonner, reprendre, inscrever, voltar, aanmelden, iscrivimi, riattiva, ابدا, ابدأ, اشتراك`),
);

/** Words that may surround a keyword without changing what is meant. */
const courtesies = new Set(
  words(`please, pls, plz, plse, thanks, thank, you, thx, ty, ok, okay, now, immediately, hi, hello, hey, sir, kindly, just, no,
    por favor, gracias, ya, hola, bitte, danke, jetzt, hallo, s il vous plait, svp, stp, merci, maintenant, bonjour,
    de, obrigado, obrigada, ja, ola, alstublieft, aub, dank, je, u, nu, per favore, grazie, adesso, ciao,
    пожалуйста, спасибо, من فضلك, لطفا, شكرا`).flatMap((phrase) => phrase.split(" ")),
);

const helpSentences = [
  /^(?:i )?need (?:some )?help$/u,
  /^who (?:is|are) (?:this|you)$/u,
  /^(?:more )?info(?:rmation)?$/u,
];
const startSentences = [
  /\b(?:re ?subscribe|sign) me (?:back )?(?:up|again|please)\b/u,
  /\b(?:start|resume) (?:sending|texting|messaging) (?:me|us)\b/u,
  /\bopt (?:me )?(?:back )?in\b/u,
  /\bresubscribe\b/u,
];

/** Coming back is a consent, so a question, a refusal or a complaint that only names it is none. */
const notStarting = /\b(?:no|not|never|dont|didnt|didn|don|did|do you|when|who|why|how)\b/u;

/** Sentences that speak of leaving without wishing it. */
const stillWanted =
  /\b(?:do not|dont|don t|never|please dont|wont|won t|didnt|didn t|did not|not going to|not want to|no need to|why would i) (?:want to |wish to |mean to )?(?:stop|unsubscribe|opt out|cancel)\b|\b(?:did|have|has) (?:you|u|they|it) (?:guys )?(?:just )?stop/u;

/** Words of everyday business that a sender may well put on a button of its own. */
const everydayLabels = new Set(
  words(`cancel, end, quit, revoke, remove, cease, no more, stop it, stop this, stop that, td, alto, basta, baja, cancelar,
    anular, parar, pare, sair, fim, remover, beenden, kundigen, ferma, annulla, iptal, отмена, الغاء, إلغاء, 停止, 중지, בטל`),
);

/** Longer texts are letters, not wishes in a line; only whole-message words and clear sentences within this count. */
const wishCharsMax = 300;

/**
 * The wish in an inbound message, or null for ordinary talk. A pressed button counts by its payload, then its words.
 * Opting out must work in any reasonable wording, so a sentence asking for it counts too; a person who wants more
 * messages can say so, and loses nothing they cannot get back.
 */
export function keywordIntent({ text, payload, title }: InboundWords): KeywordIntent | null {
  // A button of a message of ours says what the sender wrote on it: "Cancel" there is an answer, "Join" no consent.
  if (payload !== null && decodePostback(payload) !== null) return title === null ? null : intentOfLabel(title);
  for (const words of [text, payload, title]) {
    const intent = words === null ? null : intentOf(words);
    if (intent !== null) return intent;
  }
  return null;
}

function intentOfLabel(label: string): "stop" | null {
  return intentOf(label) === "stop" && !everydayLabels.has(normalise(label)) ? "stop" : null;
}

function intentOf(said: string): KeywordIntent | null {
  const plain = normalise(said);
  if (plain === "" || plain.length > wishCharsMax) return null;
  const bare = plain
    .split(" ")
    .filter((word) => !courtesies.has(word))
    .join(" ");
  for (const candidate of [plain, bare, calm(plain), calm(bare)]) {
    // "UNSTOP" before "STOP": whole words only, so the order matters for sentences alone.
    if (startWords.has(candidate)) return "start";
    if (stopWords.has(candidate)) return "stop";
    if (helpWords.has(candidate)) return "help";
  }
  if (stillWanted.test(plain)) return null;
  if (stopSentences.some((pattern) => pattern.test(plain))) return "stop";
  if (startSentences.some((pattern) => pattern.test(plain)) && !notStarting.test(plain)) return "start";
  return helpSentences.some((pattern) => pattern.test(plain)) ? "help" : null;
}

/** Without the emphasis of "stooopp" and "s t o p". */
function calm(plain: string): string {
  const joined = /^(?:\p{L} )+\p{L}$/u.test(plain) ? plain.replaceAll(" ", "") : plain;
  return joined.replaceAll(/(\p{L})\1{2,}/gu, "$1");
}

/** Lower case, without accents, punctuation, emoji and signature; apostrophes and hyphens become spaces. */
function normalise(said: string): string {
  return said
    .slice(0, 2000)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(signature, "");
}

function words(list: string): string[] {
  return list.split(/[,،]/).map(normalise);
}
