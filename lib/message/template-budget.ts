/**
 * What the templates of one message may cost altogether. Costs are counted, never timed: the same message comes out
 * the same on a busy machine, on the server and in the browser. With these numbers the costliest message that is
 * still accepted takes well below 50 ms to parse, and as long to fill in (`hostile-templates.test.ts`).
 */

/** Characters between the braces of one template: `{{ first_name }}` has 16. */
export const instructionCharsMax = 2000;

/** Variables, conditions and their ends in one template. */
export const instructionsMax = 200;

/** What reading the templates of one message may still cost, in characters between braces. */
export interface ReadingBudget {
  left: number;
}

/** Enough for 300 variables with their default values. */
export function readingBudget(): ReadingBudget {
  return { left: 8000 };
}

/** Beside the letters of its instructions: each template is begun, looked through once, and cut into pieces. */
export function readingCost(sourceChars: number, instructions: number): number {
  return 8 + Math.ceil(sourceChars / 10) + 5 * instructions;
}

/** Looking for a fault and putting it into words costs as much again as a long instruction. */
export const faultCost = 200;

/** Takes from the budget; false when that was too much. */
export function affords(budget: ReadingBudget, cost: number): boolean {
  budget.left = Math.max(0, budget.left - cost);
  return budget.left > 0;
}

/** What filling in one message for one person may still cost. */
export interface FillingBudget {
  /** Look-ups and instructions. */
  steps: number;
  /** Characters that filters work on. */
  workChars: number;
  /** Characters that come out of variables. */
  outputChars: number;
  /** Instructions that stop at a missing value and are tried again without it. */
  retries: number;
}

/** A message is far below this: the longest text a channel takes has a few thousand characters. */
export function fillingBudget(): FillingBudget {
  return { steps: 1000, workChars: 60_000, outputChars: 50_000, retries: 20 };
}

/** Nothing more is filled in. */
export function isSpent({ steps, workChars, outputChars, retries }: FillingBudget): boolean {
  return steps === 0 || workChars === 0 || outputChars === 0 || retries === 0;
}

/** Takes from the budget, or refuses when there is not enough left; what is refused once stays refused. */
export function spend(budget: FillingBudget, what: keyof FillingBudget, amount: number): void {
  if (!(amount > 0)) return;
  if (budget[what] < amount) budget[what] = 0;
  else budget[what] -= amount;
  if (budget[what] === 0) throw new Error("This takes too long to fill in.");
}
