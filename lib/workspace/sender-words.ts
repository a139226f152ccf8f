import type { ChannelId } from "@/lib/channels/ids";

export interface SenderWords {
  label: string;
  hint: string;
  /** What a sender must look like, and the sentence for one that does not. */
  form: RegExp;
  wrong: string;
  /** Senders that people cannot answer, whatever the form says; null when all can be answered. */
  oneWay: RegExp | null;
}

/** What the sender of each channel is called and how it looks. */
export const senderWords: Record<ChannelId, SenderWords> = {
  rcs: {
    label: "RCS agent",
    hint: "The name of your verified agent, such as CascadeDemo.",
    form: /^[A-Za-z0-9_.-]{3,60}$/,
    wrong: "Enter the agent's name: letters, digits, dots, dashes and underscores.",
    oneWay: null,
  },
  whatsapp: {
    label: "WhatsApp number",
    hint: "With country code, digits only, such as 14155550101.",
    form: /^[1-9]\d{6,14}$/,
    wrong: "Enter the number with its country code, digits only, such as 14155550101.",
    oneWay: null,
  },
  mms: {
    label: "MMS number",
    hint: "A US number or short code, digits only, such as 14155550100.",
    form: /^\d{3,15}$/,
    wrong: "Enter the number with its country code or a short code, digits only.",
    oneWay: null,
  },
  sms: {
    label: "SMS sender",
    hint: "A number with country code, or up to 11 letters and digits. People cannot answer a name.",
    form: /^(\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    wrong: "Enter a number with its country code, digits only, or a name of up to 11 letters and digits.",
    oneWay: /[A-Za-z]/,
  },
  messenger: {
    label: "Facebook page id",
    hint: "Digits, such as 100000000000001.",
    form: /^\d{5,30}$/,
    wrong: "Enter the page's id: digits only.",
    oneWay: null,
  },
  push: {
    label: "Push contact",
    hint: "Whom a push service may write to: mailto: with an address, or an https:// address.",
    form: /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
    wrong: "Enter mailto: followed by an email address, or an address that begins with https://.",
    oneWay: /^/,
  },
};
