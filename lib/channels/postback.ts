/** What a tapped reply sends back instead of its words when the tap ends promotions. Read like a typed STOP. */
export const stopPostback = "STOP";

/** The hidden text of a button: says which delivery and which button was tapped. */
export function encodePostback(clientRef: string, buttonId: string): string {
  return `${clientRef}:${buttonId}`;
}

/** Reads a hidden text back; null when it is not one of ours. */
export function decodePostback(text: string): { clientRef: string; buttonId: string } | null {
  const match = /^([^:]{1,40}):(.{1,40})$/.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? { clientRef: match[1], buttonId: match[2] } : null;
}
