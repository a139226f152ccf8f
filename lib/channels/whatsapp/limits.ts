/** Text message: Vonage Messages API 1.11 schema. */
export const textCharsMax = 4096;

/** Caption and interactive body: Meta WhatsApp Business Platform (the Vonage schema allows longer captions than Meta). */
export const captionCharsMax = 1024;
export const bodyCharsMax = 1024;

/** Interactive reply buttons: Meta, interactive reply buttons messages. */
export const replyButtonsMax = 3;
export const sessionLabelCharsMax = 20;
export const replyIdCharsMax = 256;

/** Templates: Meta, template components. */
export const templateLabelCharsMax = 25;
export const templateButtonsMax = 10;
export const templateUrlsMax = 2;
export const templateCallsMax = 1;

/** Meta: free-form messages only within a day of the person's last one. */
export const conversationWindowHours = 24;
