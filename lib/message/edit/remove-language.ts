import type { Message } from "@/lib/message/schema";

/** Takes a language away with everything that was written in it, also where it was never listed. The same message when there is nothing of it. */
export function removeLanguage(message: Message, language: string): Message {
  const languages = message.languages?.filter((other) => other !== language);
  const variants = message.variants?.filter((variant) => variant.language !== language);
  const isUnchanged = languages?.length === message.languages?.length && variants?.length === message.variants?.length;
  if (isUnchanged) return message;
  return { ...message, ...(languages !== undefined && { languages }), ...(variants !== undefined && { variants }) };
}
