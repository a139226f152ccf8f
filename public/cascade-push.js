// Notifications in the browser, on your own website:
//   <script src="https://messages.example/cascade-push.js?key=your-key" defer></script>
//   <button data-cascade-push>Get notifications</button>
// and a file /cascade-push-worker.js of your own with one line:
//   importScripts("https://messages.example/push-worker.js");
// Nothing is asked before somebody presses. The words of the button (or its data-words) are kept as what they agreed to.
// By hand: cascadePush.state(), cascadePush.turnOn({ words }), cascadePush.turnOff({ words }); each answers the state:
// on, off, denied, unsupported, home_screen or failed.
(() => {
  const script = document.currentScript;
  const home = new URL(script.src);
  const door = `${home.origin}/push/${encodeURIComponent(home.searchParams.get("key") ?? "")}`;
  const worker = script.dataset.worker ?? "/cascade-push-worker.js";
  const options = script.dataset.scope === undefined ? undefined : { scope: script.dataset.scope };

  const isApple =
    /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);

  function whyNot() {
    if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) return null;
    // On these only pages on the home screen may show notifications.
    return isApple && navigator.standalone !== true ? "home_screen" : "unsupported";
  }

  async function subscribed() {
    const registration = await navigator.serviceWorker.getRegistration(options?.scope);
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  async function state() {
    const reason = whyNot();
    if (reason !== null) return reason;
    if (Notification.permission === "denied") return "denied";
    return Notification.permission === "granted" && (await subscribed()) !== null ? "on" : "off";
  }

  // Sent as plain text: such a request needs no preflight, carries no cookie, and its origin is checked there.
  async function tell(path, body) {
    const answer = await fetch(`${door}/${path}`, { method: "POST", body: JSON.stringify(body), credentials: "omit" });
    return answer.ok;
  }

  async function turnOn({ words, identity = null }) {
    const reason = whyNot();
    if (reason !== null) return reason;
    try {
      // First of all, while the press still counts as one.
      const permission = await Notification.requestPermission();
      if (permission === "denied") return "denied";
      if (permission !== "granted") return "off";
      const answer = await fetch(`${door}/config`, { credentials: "omit" });
      if (!answer.ok) return "failed";
      const { publicKey } = await answer.json();
      await navigator.serviceWorker.register(worker, options);
      const registration = await readyRegistration();
      const subscription = await subscribe(registration.pushManager, bytesOf(publicKey));
      return (await tell("subscribe", { subscription: subscription.toJSON(), identity, words })) ? "on" : "failed";
    } catch (error) {
      console.warn("Notifications could not be turned on.", error);
      return "failed";
    }
  }

  async function turnOff({ words }) {
    try {
      const subscription = await subscribed();
      if (subscription === null) return "off";
      const { endpoint, keys } = subscription.toJSON();
      // Told before the browser forgets it: afterwards nobody could.
      if (!(await tell("unsubscribe", { endpoint, auth: keys.auth, words }))) return "failed";
      await subscription.unsubscribe();
      return "off";
    } catch (error) {
      console.warn("Notifications could not be turned off.", error);
      return "failed";
    }
  }

  /** The registration once its worker runs: a browser subscribes no earlier. */
  async function readyRegistration() {
    const registration = await navigator.serviceWorker.getRegistration(options?.scope);
    const starting = registration.installing ?? registration.waiting;
    if (registration.active !== null || starting === null) return registration;
    await new Promise((resolve, reject) => {
      starting.addEventListener("statechange", () => {
        if (starting.state === "activated") resolve();
        if (starting.state === "redundant") reject(new Error("the worker did not start"));
      });
    });
    return registration;
  }

  /** A subscription belongs to the key it was made with; one made with another can receive nothing from us. */
  async function subscribe(manager, applicationServerKey) {
    const known = await manager.getSubscription();
    if (known !== null && sameBytes(known.options?.applicationServerKey, applicationServerKey)) return known;
    if (known !== null) await known.unsubscribe();
    return manager.subscribe({ userVisibleOnly: true, applicationServerKey });
  }

  function sameBytes(buffer, bytes) {
    if (!buffer) return true;
    const known = new Uint8Array(buffer);
    return known.length === bytes.length && known.every((byte, index) => byte === bytes[index]);
  }

  function bytesOf(base64url) {
    const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }

  window.cascadePush = { state, turnOn, turnOff };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-cascade-push]") : null;
    if (button === null) return;
    event.preventDefault();
    const words = (button.dataset.words ?? button.textContent ?? "").trim();
    button.dataset.cascadePush = await turnOn({ words });
    button.dispatchEvent(new CustomEvent("cascade-push", { bubbles: true, detail: button.dataset.cascadePush }));
  });
})();
