const contact =
  "(?:texts?|texting|txts?|txting|messages?|messaging|msgs?|msging|sms|smses|contact(?:ing)?|call(?:ing)?|e?mail(?:ing)?s?|spam(?:ming)?|notifications?|notifying|alerts?|promos?|promotions?|promotional|ads?|offers?|marketing|bothering|writing|updates|newsletters?)";
/** Up to so many words in between. */
const few = (count: number) => `(?: \\S+){0,${count}}`;

/**
 * Wishes to leave in a sentence, over text without accents and punctuation. They name the messages or the
 * subscription, so that talk about shops and trains is not one.
 */
export const stopSentences: readonly RegExp[] = [
  // please stop texting me / stop sending me these messages / stop all your promotional texts
  `\\bstop (?:(?:with|sending|all|the|these|those|your|any|of|me|this|that|further|more|so|many|fucking|damn) )*${contact}\\b`,
  // can you stop? / I said stop / I told you to stop / please just stop
  "\\b(?:i (?:said|say)|told you(?: to)?|asked you to|want (?:this|these|it|them|you) to|make (?:this|these|it|them)|would you(?: please)?|can you(?: please)?|will you(?: please)?) stop$",
  // wrong number, please stop / this is spam, stop / I did not sign up for this, stop
  "\\b(?:please|pls|plz) (?:just )?stop$",
  "\\b(?:spam|scam|sign(?:ed)? up|wrong number|harass\\w*|enough|reported?|sick of)\\b.* stop(?: (?:now|it|this|please))?$",
  // quit sending me this / stop bothering us / stop blowing up my phone
  "\\b(?:stop|quit|cease) (?:sending|texting|messaging|contacting|calling|spamming|bothering|harassing) (?:me|us|my)\\b",
  "\\b(?:stop|quit) blowing up my phone\\b",
  "\\b(?:stop|cease|end) (?:all )?(?:further )?(?:communications?|contact)(?: (?:with|to) (?:me|us|this number))?$",
  `\\benough (?:with|of) (?:the|these|your|this|all)${few(1)} ${contact}\\b`,
  // unsubscribe me / I want to unsubscribe / un-subscribe this number
  "\\bun ?subscri(?:be|bed|bing|ption)\\b",
  "\\bun ?su[bs]*[bsc]+r?i?[bp]e?\\b",
  "\\bopt(?:ed|ing)? (?:me |us )?out\\b",
  // take me off your list / remove my number from the list / delete me from your database
  `\\b(?:take|get|remove|delete|drop|strike) (?:me|us|my (?:phone |cell |mobile )?number|this (?:phone )?number|my name|my contact)${few(1)} (?:off|from|out of)\\b`,
  "\\b(?:remove|delete) (?:me|my (?:phone |cell |mobile )?number|this number)$",
  // do not text me / don't contact me again / never message this number
  `\\b(?:do not|dont|don t|never|no longer|quit|cease|leave off) (?:ever |please |you dare )?(?:send(?:ing)?|want|wish|need|like)?(?: to)?(?: (?:me|be|get|getting|receive|receiving|any|more|these|your|further|this|those|hear from))* ?${contact}(?: (?:me|us|this number|my (?:phone|number)|again|any ?more|from you|to me|please|by you|at all|ever|messages|texts))*$`,
  "\\b(?:do not|dont|don t) (?:want|wish|like|need) to (?:hear from you|(?:be|get) (?:texted|contacted|messaged|called))\\b",
  `\\bno more ${few(1)} ?${contact}\\b`,
  // cancel my subscription / revoke my consent / withdraw consent / end these messages
  `\\b(?:cancel|end|terminate|discontinue|stop|quit) (?:my|the|this|these|all|your)${few(1)} (?:subscription|membership to|${contact})\\b`,
  "\\b(?:revoke|withdraw|withdrawing|revoking|rescind) (?:my |all |any )?(?:prior )?(?:consent|permission|authorization|authorisation)\\b",
  "\\b(?:leave me alone|lose my number|wrong number stop|fuck off|go away|piss off)\\b",
  "\\bnot interested\\b(?=.*\\bstop\\b)",
  // Spanish
  "\\b(?:no|dejen|deje|deja|dejad) (?:de )?(?:me )?(?:env\\w+|mand\\w+|escrib\\w+|molest\\w+|quiero|deseo)(?:me)?\\b.*\\b(?:mensajes?|sms|publicidad|textos?|promociones|mas|notificaciones|correos?)\\b",
  "\\b(?:dejen|deje|deja|paren|pare|basta) de (?:env\\w+|mand\\w+|escrib\\w+|molest\\w+)",
  "\\b(?:dar|darme|denme|deme|dame|quiero(?: la)?|solicito(?: la)?|date) (?:de )?baja\\b",
  "\\b(?:cancelar|anular|cancelen|cancela) (?:mi |la )?(?:suscripcion|subscripcion)\\b",
  "\\b(?:borr|elimin|quit)\\w* (?:me |mi numero|de (?:la|su|tu) lista)",
  // German
  "\\b(?:keine|kein)(?: \\S+){0,2} (?:nachrichten?|sms|werbung|mitteilungen|newsletter|benachrichtigungen)(?: (?:mehr|bitte|an mich|senden|schicken|erhalten|bekommen|empfangen|wunsche|will|mochte|ich))*$",
  "\\b(?:ich )?(?:mochte|will|wunsche|wollen)\\b.*\\b(?:keine|kein)\\b.*\\b(?:nachrichten?|sms|werbung)\\b",
  "\\b(?:schreib\\w*|schick\\w*|send\\w*) (?:mir|uns) (?:bitte )?(?:nicht mehr|nichts mehr|keine)\\b",
  "\\b(?:mich|newsletter|sms|nachrichten) (?:bitte |vom \\S+ |von \\S+ |sofort )*(?:abmelden|austragen|abbestellen)\\b",
  "\\b(?:hort|hor|horen sie) (?:bitte )?auf\\b",
  "\\b(?:melden|meldet|melde) (?:sie )?(?:mich|uns)(?: \\S+){0,3} ab\\b",
  "\\b(?:mich|uns)(?: \\S+){0,2} (?:aus|von) (?:dem|der|ihrer|ihrem|eurer|eurem|deiner) (?:verteiler|liste)\\b",
  // French
  "\\b(?:arretez|arrete|arreter|cessez|cesse|stop) (?:de (?:m |me )?(?:envoyer|ecrire|contacter|texter|harceler)|(?:les|ces|vos|tous) (?:\\S+ )?(?:messages?|sms|textos?|pubs?|envois))",
  "\\b(?:ne )?(?:m |me )(?:envoyez|envoie|ecrivez|ecris|contactez|contacte|textez)(?: \\S+){0,1} plus\\b",
  "\\bplus (?:de|aucun|recevoir)(?: \\S+){0,2} (?:messages?|sms|textos?|pubs?|publicites?)\\b",
  "\\b(?:me |m )?(?:desabonne[rz]?|desinscri\\w+|desabonnez)\\b",
  // Portuguese
  "\\b(?:parem|pare|para|deixem|deixe) de (?:me )?(?:env\\w+|mand\\w+|escrev\\w+|incomod\\w+)",
  "\\bnao (?:me )?(?:envi\\w+|mand\\w+|quero)\\b.*\\b(?:mensage\\w+|sms|promoc\\w+|mais|propaganda)\\b",
  "\\b(?:cancelar|cancele|cancelem) (?:a |minha |a minha )?(?:inscricao|assinatura|subscricao)\\b",
  "\\b(?:descadastr\\w+|(?:me )?(?:tira|tire|tirem|remova|removam) (?:me )?(?:da|desta|dessa) lista)\\b",
  // Dutch
  "\\b(?:stop|stoppen|hou op|houd op|ophouden) (?:met )?(?:\\S+ )?(?:berichten|sms|smsen|sms en|appen|sturen|berichtjes|reclame)\\b",
  "\\bgeen (?:\\S+ )?(?:berichten|sms|smsjes|reclame|berichtjes) (?:meer|aub|ontvangen)\\b",
  "\\b(?:schrijf|meld|haal) (?:me|mij) (?:uit|af|van de lijst)\\b",
  // Italian
  "\\b(?:smettete|smetti|smettetela|basta|non)(?: di)? (?:mandar\\w*|inviar\\w*|scriver\\w*|mandat\\w*|inviat\\w*|mi (?:mandate|inviate|scrivete))\\b",
  "\\bnon voglio (?:piu )?(?:\\S+ )?(?:messaggi|sms|promozioni|pubblicita)\\b",
  "\\b(?:cancellate|cancellatemi|disiscri\\w+|rimuovetemi|toglietemi)\\b",
  // Russian, as it is without accents: \u0439 becomes \u0438
  "(?:^| )не (?:пишите|пиши|присылаите|шлите|отправляите)(?: \\S+){0,2} (?:больше|мне|сообщени\\S*|смс)",
  // Arabic (no word boundaries there)
  "(?:توقفوا?|اوقفوا?|كفوا?|اوقف|لا تراسل\\S*|لا ترسل\\S*)(?: عن)? ?(?:\\S* )?(?:رسائل|الرسائل|الارسال|ارسال|المراسلة|مراسلتي|رسايل|لي)",
  "الغ(?:اء|وا|ي) (?:ال)?اشتراك",
].map((pattern) => new RegExp(pattern, "u"));
