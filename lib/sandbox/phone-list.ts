/** A virtual phone in the list. Plain data: it travels as JSON. */
export interface PhoneListItem {
  contactId: string;
  name: string;
  /** Digits; null when only reached by other addresses. */
  number: string | null;
  online: boolean;
  unread: number;
  /** Null when nothing ever arrived. */
  lastAt: string | null;
  lastChannel: string | null;
}
