import { z } from "zod";

export const consentStatusSchema = z.enum(["opted_in", "opted_out"]);
export type ConsentStatus = z.infer<typeof consentStatusSchema>;

/** Stands for every channel or every topic in a consent scope. */
export const everything = "*";
