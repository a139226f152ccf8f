import type { Message } from "@/lib/message/schema";

/** Takes a language away with everything that was written in it. */
export function removeLanguage(message: Message, language: string): Message {
  if (message.languages === undefined || !message.languages.includes(language)) return message;
  const languages = message.languages.filter((other) => other !== language);
  const variants = message.variants?.filter((variant) => variant.language !== language);
  return { ...message, languages, ...(variants !== undefined && { variants }) };
}
