import fc from "fast-check";
import { type CountryCode, getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { countryOfNumber } from "@/lib/cost/country-of-number";

describe("the country of a number", () => {
  test("is told by the calling code, and by the area code where several share one", () => {
    expect(countryOfNumber("14155550100")).toBe("US");
    expect(countryOfNumber("+14165550100")).toBe("CA");
    expect(countryOfNumber("4915112345678")).toBe("DE");
    expect(countryOfNumber("77011234567")).toBe("KZ");
  });

  test("is unknown rather than guessed", () => {
    expect(countryOfNumber("15550100199")).toBeNull();
    expect(countryOfNumber("")).toBeNull();
    expect(countryOfNumber("999123")).toBeNull();
  });

  test("of a short number is told by all of its digits", () => {
    expect(countryOfNumber("390360000")).toBeNull();
    expect(countryOfNumber("390364425")).toBe("IT");
    expect(countryOfNumber("44194660000")).toBeNull();
    expect(countryOfNumber("44194666220")).toBe("GB");
  });

  test("is at least a country of the same calling code, for a number of every country", () => {
    const codes = getCountries().map((each) => getCountryCallingCode(each));
    for (const country of getCountries()) {
      const code = getCountryCallingCode(country);
      const found = countryOfNumber(getExampleNumber(country, examples)?.number ?? "");
      if (codes.filter((each) => each === code).length === 1)
        expect({ country, found }).toEqual({ country, found: country });
      // Åland's numbers read as Finland's, and some that several countries use alike stay unknown.
      else if (found !== null) expect(getCountryCallingCode(found as CountryCode)).toBe(code);
    }
  });

  test("is not told wrongly for one number because of another that begins alike", () => {
    const shared = ["1", "7", "39", "44", "47", "61", "212", "262", "290", "358", "590", "599"];
    const digit = fc.integer({ min: 0, max: 9 });
    const rest = fc.tuple(
      fc.array(digit, { minLength: 3, maxLength: 7 }),
      fc.array(digit, { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...shared), rest, (code, [first, last]) => {
        const number = `${code}${first.join("")}${last.join("")}`;
        const country = parsePhoneNumberFromString(`+${number}`)?.country ?? null;
        // Whoever was asked about first must not decide wrongly for the others.
        countryOfNumber(`${number.slice(0, -4)}0000`);
        expect({ number, country: countryOfNumber(number) }).toEqual({ number, country });
      }),
      { numRuns: 2_000 },
    );
  });
});
