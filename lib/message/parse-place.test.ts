import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePlace, placeText } from "@/lib/message/parse-place";

const porto = { latitude: 41.15, longitude: -8.61 };

test.each([
  "41.15, -8.61",
  " 41.15,-8.61 ",
  "41.15 -8.61",
  "41.15;-8.61",
  "41.15° N, 8.61° W",
  "geo:41.15,-8.61?z=12",
  "https://www.google.com/maps/@41.15,-8.61,15z",
  "https://www.google.com/maps/place/Cafe/@41.1,-8.6,17z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d41.15!4d-8.61",
  "https://www.google.com/maps/search/?api=1&query=41.15%2C-8.61",
  "https://maps.google.com/?q=41.15,-8.61",
  "https://maps.apple.com/?ll=41.15,-8.61&q=Cafe",
  "https://www.openstreetmap.org/?mlat=41.15&mlon=-8.61#map=17/41.1/-8.6",
  "https://www.openstreetmap.org/#map=17/41.15/-8.61",
  "https://waze.com/ul?ll=41.15,-8.61&navigate=yes",
])("%s is a place in Porto", (text) => {
  expect(parsePlace(text)).toEqual(porto);
});

test.each([
  "",
  "Porto",
  "41.15",
  "91, 0",
  "0, 181",
  "https://maps.app.goo.gl/Xyz123",
  "https://shop.example/41",
  "javascript:41.1,2",
])("%s is no place", (text) => {
  expect(parsePlace(text)).toBeNull();
});

test("what is shown for a place is read as that place again", () => {
  const degrees = (max: number) => fc.integer({ min: -max * 1000, max: max * 1000 }).map((value) => value / 1000);
  fc.assert(
    fc.property(degrees(90), degrees(180), (latitude, longitude) => {
      const place = { latitude: latitude + 0, longitude: longitude + 0 };
      expect(parsePlace(placeText(place))).toEqual(place);
    }),
  );
});
