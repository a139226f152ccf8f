/** Where the people of the demo live. Numbers come from the ranges the regulators keep for fiction: nobody has them. */
export interface Region {
  country: string;
  /** Share of the people. */
  weight: number;
  cities: { name: string; timeZone: string; utcOffsetHours: number }[];
  /** Prefixes before the serial digits. */
  phonePrefixes: string[];
  serialDigits: number;
  locales: string[];
  firstNames: string[];
  lastNames: string[];
}

const city = (name: string, timeZone: string, utcOffsetHours: number) => ({ name, timeZone, utcOffsetHours });
const words = (text: string) => text.split(" ");
const reserved = (areas: string) => words(areas).map((area) => `1${area}55501`);

const english = {
  firstNames: words(
    "Olivia Noah Amelia Liam Maya Ethan Chloe Lucas Zoe Mason Grace Owen Priya Caleb Nora Isaac Ruby Jack Hannah Leo",
  ),
  lastNames: words(
    "Carter Nguyen Brooks Patel Hughes Rivera Foster Bennett Kim Wallace Reyes Morgan Ellis Okafor Shaw Dixon Hayes Lane",
  ),
};

export const regions: Region[] = [
  {
    country: "US",
    weight: 0.46,
    cities: [
      city("New York", "America/New_York", -5),
      city("Chicago", "America/Chicago", -6),
      city("Portland", "America/Los_Angeles", -8),
      city("Austin", "America/Chicago", -6),
    ],
    phonePrefixes: reserved(
      "201 202 206 212 213 214 215 216 303 305 312 313 314 315 404 405 406 412 413 414 415 503 504 512 513 602 612 617",
    ),
    serialDigits: 2,
    locales: ["en-US", "en-US", "en-US", "es-US"],
    ...english,
  },
  {
    country: "CA",
    weight: 0.14,
    cities: [city("Toronto", "America/Toronto", -5), city("Montréal", "America/Toronto", -5)],
    phonePrefixes: reserved("204 250 306 403 416 418 506 514 604 613"),
    serialDigits: 2,
    locales: ["en-CA", "fr-CA"],
    ...english,
  },
  {
    country: "GB",
    weight: 0.18,
    cities: [
      city("London", "Europe/London", 0),
      city("Leeds", "Europe/London", 0),
      city("Bristol", "Europe/London", 0),
    ],
    phonePrefixes: ["442079460"],
    serialDigits: 3,
    locales: ["en-GB"],
    ...english,
  },
  {
    country: "FR",
    weight: 0.19,
    cities: [city("Paris", "Europe/Paris", 1), city("Lyon", "Europe/Paris", 1), city("Nantes", "Europe/Paris", 1)],
    phonePrefixes: ["3319900"],
    serialDigits: 4,
    locales: ["fr-FR"],
    firstNames: words("Camille Léa Hugo Manon Jules Inès Louis Chloé Arthur Jade Nathan Alice Théo Zoé Élodie Antoine"),
    lastNames: words("Martin Bernard Petit Durand Moreau Laurent Simon Lefèvre Garnier Faure Rousseau Blanc Gauthier"),
  },
  {
    country: "DE",
    weight: 0.03,
    cities: [city("Berlin", "Europe/Berlin", 1), city("Hamburg", "Europe/Berlin", 1)],
    phonePrefixes: ["4917139200", "49176040690"],
    serialDigits: 2,
    locales: ["de-DE"],
    firstNames: words("Anna Jonas Lena Felix Mia Paul Emma Jürgen Lea Finn Marie Ben Sophie Björn Clara Moritz"),
    lastNames: words("Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schäfer Koch Bauer Richter Klein"),
  },
];
