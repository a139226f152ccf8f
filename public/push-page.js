// The page on which notifications are turned on: shows where this browser stands, and asks when somebody presses.
(() => {
  const form = document.querySelector("[data-push]");
  const turnOn = document.querySelector("[data-turn-on]");
  const turnOff = document.querySelector("[data-turn-off]");
  const notice = document.querySelector("[data-notice]");
  const promise = document.querySelector("[data-words]").textContent.trim();
  // What was read beside a button belongs to what was agreed to by pressing it.
  const wordsOf = (button) => `${promise} – ${button.textContent.trim()}`.slice(0, 500);

  function show(state) {
    for (const each of notice.querySelectorAll("[data-state]")) each.hidden = each.dataset.state !== state;
    notice.hidden = state === "off";
    notice.classList.toggle("plain", !["on", "turned_off"].includes(state));
    turnOn.hidden = !["off", "turned_off", "failed"].includes(state);
    turnOff.hidden = state !== "on";
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pressed = event.submitter === turnOff ? turnOff : turnOn;
    const words = wordsOf(pressed);
    pressed.disabled = true;
    if (pressed === turnOn) {
      show("asking");
      show(await window.cascadePush.turnOn({ words, identity: form.dataset.identity || null }));
    } else {
      const state = await window.cascadePush.turnOff({ words });
      show(state === "off" ? "turned_off" : state);
    }
    pressed.disabled = false;
    // Whoever uses a keyboard goes on where they were.
    (turnOn.hidden ? turnOff : turnOn).focus();
  });

  window.cascadePush.state().then(show);
})();
