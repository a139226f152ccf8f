/** A state or province: its name, its time zones, and the area codes and postal codes that belong to it. */
export interface State {
  name: string;
  zones: readonly string[];
  areaCodes: readonly string[];
  /** Ranges of the first three digits of a ZIP code, both ends included. */
  zipPrefixes: readonly (readonly [from: number, to: number])[];
}

const eastern = "America/New_York";
const central = "America/Chicago";
const mountain = "America/Denver";
const pacific = "America/Los_Angeles";

function state(name: string, zones: readonly string[], areaCodes: string, zips: string): State {
  const zipPrefixes = zips.split(" ").map((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return [from, to] as const;
  });
  return { name, zones, areaCodes: areaCodes.split(" "), zipPrefixes };
}

/**
 * States of the US. Area codes: North American Numbering Plan Administrator, area code map and planning letters (nanpa.com),
 * as of 2025. ZIP prefixes: USPS publication 65 (three-digit ZIP code prefix matrix). Zones: 49 CFR 71.
 */
export const usStates: Readonly<Record<string, State>> = {
  AL: state("Alabama", [central], "205 251 256 334 659 938", "350-352 354-369"),
  AK: state("Alaska", ["America/Anchorage", "America/Adak"], "907", "995-999"),
  AZ: state("Arizona", ["America/Phoenix", mountain], "480 520 602 623 928", "850-853 855-857 859-860 863-865"),
  AR: state("Arkansas", [central], "327 479 501 870", "716-729"),
  CA: state(
    "California",
    [pacific],
    "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951",
    "900-908 910-928 930-961",
  ),
  CO: state("Colorado", [mountain], "303 719 720 748 970 983", "800-816"),
  CT: state("Connecticut", [eastern], "203 475 860 959", "60-62 64-69"),
  DE: state("Delaware", [eastern], "302", "197-199"),
  DC: state("District of Columbia", [eastern], "202 771", "200 202-205 569"),
  FL: state(
    "Florida",
    [eastern, central],
    "239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954",
    "320-339 341-342 344 346-347 349",
  ),
  GA: state("Georgia", [eastern], "229 404 470 478 678 706 762 770 912 943", "300-319 398-399"),
  HI: state("Hawaii", ["Pacific/Honolulu"], "808", "967-968"),
  ID: state("Idaho", ["America/Boise", pacific], "208 986", "832-838"),
  IL: state(
    "Illinois",
    [central],
    "217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872",
    "600-620 622-629",
  ),
  IN: state("Indiana", ["America/Indiana/Indianapolis", central], "219 260 317 463 574 765 812 930", "460-479"),
  IA: state("Iowa", [central], "319 515 563 641 712", "500-516 520-528"),
  KS: state("Kansas", [central, mountain], "316 620 785 913", "660-662 664-679"),
  KY: state("Kentucky", [eastern, central], "270 364 502 606 761 859", "400-427"),
  LA: state("Louisiana", [central], "225 318 337 457 504 985", "700-701 703-708 710-714"),
  ME: state("Maine", [eastern], "207", "39-49"),
  MD: state("Maryland", [eastern], "227 240 301 410 443 667", "206-212 214-219"),
  MA: state("Massachusetts", [eastern], "339 351 413 508 617 774 781 857 978", "10-27 55"),
  MI: state(
    "Michigan",
    ["America/Detroit", "America/Menominee"],
    "231 248 269 313 517 586 616 679 734 810 906 947 989",
    "480-499",
  ),
  MN: state("Minnesota", [central], "218 320 507 612 651 763 924 952", "550-551 553-567"),
  MS: state("Mississippi", [central], "228 471 601 662 769", "386-397"),
  MO: state("Missouri", [central], "235 314 417 557 573 636 660 816 975", "630-631 633-641 644-658"),
  MT: state("Montana", [mountain], "406", "590-599"),
  NE: state("Nebraska", [central, mountain], "308 402 531", "680-681 683-693"),
  NV: state("Nevada", [pacific, mountain], "702 725 775", "889-891 893-895 897-898"),
  NH: state("New Hampshire", [eastern], "603", "30-38"),
  NJ: state("New Jersey", [eastern], "201 551 609 640 732 848 856 862 908 973", "70-89"),
  NM: state("New Mexico", [mountain], "505 575", "870-871 873-875 877-884"),
  NY: state(
    "New York",
    [eastern],
    "212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934",
    "5 100-149",
  ),
  NC: state("North Carolina", [eastern], "252 336 472 704 743 828 910 919 980 984", "270-289"),
  ND: state("North Dakota", [central, mountain], "701", "580-588"),
  OH: state("Ohio", [eastern], "216 220 234 283 326 330 380 419 436 440 513 567 614 740 937", "430-459"),
  OK: state("Oklahoma", [central], "405 539 572 580 918", "730-731 734-741 743-749"),
  OR: state("Oregon", [pacific, "America/Boise"], "458 503 541 971", "970-979"),
  PA: state("Pennsylvania", [eastern], "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878", "150-196"),
  RI: state("Rhode Island", [eastern], "401", "28-29"),
  SC: state("South Carolina", [eastern], "803 821 839 843 854 864", "290-299"),
  SD: state("South Dakota", [central, mountain], "605", "570-577"),
  TN: state("Tennessee", [eastern, central], "423 615 629 731 865 901 931", "370-385"),
  TX: state(
    "Texas",
    [central, mountain],
    "210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979",
    "733 750-770 772-799 885",
  ),
  UT: state("Utah", [mountain], "385 435 801", "840-847"),
  VT: state("Vermont", [eastern], "802", "50-54 56-59"),
  VA: state("Virginia", [eastern], "276 434 540 571 686 703 757 804 826 948", "201 220-246"),
  WA: state("Washington", [pacific], "206 253 360 425 509 564", "980-986 988-994"),
  WV: state("West Virginia", [eastern], "304 681", "247-268"),
  WI: state("Wisconsin", [central], "262 274 353 414 534 608 715 920", "530-532 534-535 537-549"),
  WY: state("Wyoming", [mountain], "307", "820-831"),
};

/** Area codes of states with several zones that lie in one of them. */
export const areaCodeZones: Readonly<Record<string, string>> = {
  ...inZone(eastern, "239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954"),
  ...inZone(eastern, "502 859 865"),
  ...inZone(central, "615 629 731 901 402 531 316 913"),
  ...inZone(central, "210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832"),
  ...inZone(central, "903 936 940 945 956 972 979"),
  ...inZone("America/Indiana/Indianapolis", "260 317 463"),
  ...inZone("America/Detroit", "231 248 269 313 517 586 616 679 734 810 947 989"),
  ...inZone("America/Phoenix", "480 520 602 623"),
  ...inZone(pacific, "503 971 702 725"),
};

function inZone(zone: string, areaCodes: string): Record<string, string> {
  return Object.fromEntries(areaCodes.split(" ").map((code) => [code, zone]));
}

/** Provinces of Canada, by area code. Canadian Numbering Administrator (cnac.ca), as of 2025. */
export const canadianProvinces: Readonly<Record<string, Pick<State, "name" | "zones" | "areaCodes">>> = {
  AB: province("Alberta", ["America/Edmonton"], "368 403 587 780 825"),
  BC: province("British Columbia", ["America/Vancouver", "America/Edmonton"], "236 250 257 604 672 778"),
  MB: province("Manitoba", ["America/Winnipeg"], "204 431 584"),
  NB: province("New Brunswick", ["America/Moncton"], "428 506"),
  NL: province("Newfoundland and Labrador", ["America/St_Johns", "America/Goose_Bay"], "709 879"),
  NS: province("Nova Scotia and Prince Edward Island", ["America/Halifax"], "782 902"),
  ON: province(
    "Ontario",
    ["America/Toronto", "America/Winnipeg"],
    "226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942",
  ),
  QC: province("Quebec", ["America/Toronto"], "263 354 367 418 438 450 468 514 579 581 819 873"),
  SK: province("Saskatchewan", ["America/Regina", "America/Edmonton"], "306 474 639"),
  NT: province("the territories", ["America/Whitehorse", "America/Yellowknife", "America/Iqaluit"], "867"),
};

function province(name: string, zones: readonly string[], areaCodes: string) {
  return { name, zones, areaCodes: areaCodes.split(" ") };
}
