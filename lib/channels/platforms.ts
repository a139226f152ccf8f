/** What a message is read on: each shows other parts of the same request. */
export const platformIds = ["android", "ios", "mac", "windows", "firefox"] as const;
export type Platform = (typeof platformIds)[number];

interface PlatformFacts {
  /** Short, for a row of choices. */
  label: string;
  /** As a sentence names it: "Not shown on …". */
  inSentence: string;
  device: "phone" | "computer";
}

export const platforms: Record<Platform, PlatformFacts> = {
  android: { label: "Android", inSentence: "Android phones", device: "phone" },
  ios: { label: "iPhone", inSentence: "iPhones", device: "phone" },
  mac: { label: "Mac", inSentence: "Macs with Safari", device: "computer" },
  windows: { label: "Windows", inSentence: "Windows with Chrome or Edge", device: "computer" },
  firefox: { label: "Firefox", inSentence: "computers with Firefox", device: "computer" },
};

/** Where messages arrive that are read on phones alone. */
export const phonePlatforms: readonly Platform[] = ["android", "ios"];
