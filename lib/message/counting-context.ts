import { Context, type Liquid } from "liquidjs";
import type { PersonScope } from "@/lib/message/person";
import { type FillingBudget, spend } from "@/lib/message/template-budget";

/** The engine's view of one person, which counts what templates do with it. */
export class CountingContext extends Context {
  readonly #budget: FillingBudget;

  constructor(liquid: Liquid, scope: PersonScope, budget: FillingBudget) {
    super(scope, liquid.options, { sync: true }, { liquid });
    this.#budget = budget;
    this.memoryLimit.use = (chars) => spend(budget, "workChars", Number(chars));
    // The engine asks before each instruction.
    this.renderLimit.check = () => spend(budget, "steps", 1);
  }

  override readProperty(...about: Parameters<Context["readProperty"]>): unknown {
    spend(this.#budget, "steps", 1);
    return super.readProperty(...about);
  }
}
