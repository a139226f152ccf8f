import { languagesMax, type Message } from "@/lib/message/schema";

/** Adds a language (BCP 47) the message is written in; nothing is translated yet. The same message when it is there or no more fit. */
export function addLanguage(message: Message, language: string): Message {
  const languages = message.languages ?? [];
  if (languages.includes(language) || languages.length >= languagesMax) return message;
  return { ...message, languages: [...languages, language] };
}
