/** Text message: Vonage Messages API 1.11 schema. */
export const textCharsMax = 4096;

/** Caption and interactive body: Meta WhatsApp Business Platform (the Vonage schema allows longer captions than Meta). */
export const captionCharsMax = 1024;
export const bodyCharsMax = 1024;

/** Interactive reply buttons: Meta, interactive reply buttons messages. */
export const replyButtonsMax = 3;
export const sessionLabelCharsMax = 20;
export const replyIdCharsMax = 256;

/** List messages: Meta, interactive list messages. */
export const listRowsMax = 10;
export const rowTitleCharsMax = 24;
export const rowTextCharsMax = 72;
export const rowIdCharsMax = 200;

/** Carousels inside the window and in templates: Meta, interactive media carousel messages, media card carousel templates. */
export const cardsMin = 2;
export const cardsMax = 10;
export const cardCharsMax = 160;
export const cardLineBreaksMax = 2;
export const cardButtonsMax = 2;

/** Templates: Meta, template components. */
export const headingCharsMax = 60;
export const templateLabelCharsMax = 25;
export const templateButtonsMax = 10;
export const templateUrlsMax = 2;
export const templateCallsMax = 1;
export const couponCharsMax = 15;

/** Limited-time offer templates: Meta. */
export const offerBodyCharsMax = 600;

/** Meta: free-form messages only within a day of the person's last one. */
export const conversationWindowHours = 24;
