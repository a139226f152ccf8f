// Shows notifications and opens what they lead to. The message is the JSON of Declarative Web Push, so that browsers
// which know that need no worker at all. Works on this installation's own page, and on a website of yours that has
// a file with one line: importScripts("https://messages.example/push-worker.js");

/** Only pages of the web are opened, whatever a message says. */
const webAddress = (text) => (typeof text === "string" && /^https?:\/\/[^\s/]/i.test(text) ? text : null);

function read(data) {
  try {
    const message = data?.json();
    return message?.notification?.title ? message.notification : null;
  } catch {
    return null;
  }
}

self.addEventListener("push", (event) => {
  const message = read(event.data);
  // A browser that was promised a notification takes the permission away when none is shown.
  if (message === null) return event.waitUntil(self.registration.showNotification("New message"));
  const { title, body, lang, dir, tag, image, actions = [], navigate, data = {} } = message;
  const addresses = Object.fromEntries(actions.map((each) => [each.action, webAddress(each.navigate)]));
  const shown = {
    ...{ body: body ?? "", lang, dir, tag, renotify: Boolean(tag) },
    ...(webAddress(image) === null ? {} : { image }),
    actions: actions.map(({ action, title: label }) => ({ action, title: label })),
    data: { navigate: webAddress(navigate), addresses, reportTo: webAddress(data.preferences_url) },
  };
  event.waitUntil(self.registration.showNotification(title, shown));
});

/** Tells that a notification was opened or closed. Nobody waits for the answer, and none may be read. */
function report(notification, act) {
  const { reportTo } = notification.data ?? {};
  if (!reportTo) return Promise.resolve();
  return fetch(`${reportTo}/notification`, {
    ...{ method: "POST", mode: "no-cors", credentials: "omit", keepalive: true, body: act },
  }).catch(() => undefined);
}

/** Links of a message tell by themselves that they were opened; counted twice, nobody could trust the number. */
function tellsByItself(address, { reportTo }) {
  if (!reportTo) return true;
  const { origin, pathname } = new URL(address);
  return origin === new URL(reportTo).origin && /^\/[lm]\//.test(pathname);
}

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  notification.close();
  const { navigate = null, addresses = {} } = notification.data ?? {};
  const address = addresses[action] ?? navigate;
  if (!address) return;
  const told = tellsByItself(address, notification.data) ? Promise.resolve() : report(notification, "click");
  event.waitUntil(Promise.all([self.clients.openWindow(address), told]));
});

self.addEventListener("notificationclose", (event) => event.waitUntil(report(event.notification, "close")));
