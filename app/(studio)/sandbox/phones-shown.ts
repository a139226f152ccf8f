/** How many phones the list shows at once; the search finds the others. */
export const phonesShown = 60;
