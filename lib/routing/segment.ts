/**
 * A segment is who reacts alike as far as we know: region, kind of device, and whether the person is new, such as
 * `latam android settled`. The database puts people into segments (`db/queries/routing.ts`); here stand its words.
 */
const regionNames: Record<string, string> = {
  europe: "Europe",
  north_america: "North America",
  latam: "Latin America",
  apac: "Asia and Pacific",
  mea: "Middle East and Africa",
};
const deviceNames: Record<string, string> = { ios: "iPhone", android: "Android", desktop: "computer" };

const countriesOf: Record<string, string> = {
  europe:
    "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA XK",
  north_america: "BM CA GL PM US",
  latam:
    "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
  apac: "AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN JP KG KH KI KP KR KZ LA LK MH MM MN MO MP MV MY NC NF NP NR NU NZ PF PG PH PK PW SB SG TH TJ TK TL TM TO TV TW UZ VN VU WF WS",
};

/** Countries (ISO 3166 alpha-2) to regions; all others are `mea`, and nobody's country is `anywhere`. */
export const regionOfCountry: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(countriesOf).flatMap(([region, countries]) => countries.split(" ").map((each) => [each, region])),
);

/** "Latin America, Android" for `latam android settled`; "everybody" where nothing is known. */
export function segmentWords(segment: string): string {
  const [region = "", device = "", tenure = ""] = segment.split(" ");
  const known = [regionNames[region], deviceNames[device], tenure === "new" ? "new" : undefined];
  return known.filter((each) => each !== undefined).join(", ") || "everybody";
}
