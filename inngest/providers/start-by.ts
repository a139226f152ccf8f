import type { Dispatcher } from "undici";

/** The code of a request that had to wait for a connection until it was too late to begin: not a byte of it was sent. */
export const notStarted = "NOT_STARTED";

/** Lets a request begin only before a moment of `performance.now()`; asked when a connection takes it up. */
export function startBy(moment: number): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => dispatch(options, onlyBefore(moment, handler));
}

/** Refuses by throwing: aborting would close the connection, which has done nothing wrong. */
function onlyBefore(moment: number, handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return new Proxy(handler, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      if (name !== "onRequestStart" && name !== "onConnect") return member.bind(target);
      return (...given: unknown[]) => {
        if (performance.now() <= moment) return Reflect.apply(member, target, given);
        throw Object.assign(new Error("the message did not begin to leave in time"), { code: notStarted });
      };
    },
  });
}
