export type ConsentStatus = "opted_in" | "opted_out";

/** Stands for every channel or every topic in a consent scope. */
export const everything = "*";
