/** What the page says on which people turn on notifications. `{brand}` is filled in. */
export interface PushWords {
  title: string;
  /** What people agree to by pressing. */
  promise: string;
  turnOn: string;
  turnOff: string;
  asking: string;
  on: string;
  turned_off: string;
  denied: string;
  unsupported: string;
  home_screen: string;
  failed: string;
  noScript: string;
}

const en: PushWords = {
  title: "Notifications from {brand}",
  promise:
    "Turn on notifications, and {brand} may send you messages on this device, such as offers and news. They appear even when this page is closed. You can turn them off here at any time.",
  turnOn: "Turn on notifications",
  turnOff: "Turn off on this device",
  asking: "Your browser is asking you now. Choose “Allow”.",
  on: "Notifications are on for this device.",
  turned_off: "Notifications are off for this device.",
  denied:
    "Your browser blocks notifications from this page. Open the settings of this site, by the sign beside the address, allow notifications, and load this page again.",
  unsupported:
    "This browser cannot show notifications. Open this page in another one, such as Chrome, Edge or Firefox.",
  home_screen:
    "On an iPhone or iPad, put this page on your home screen first: press Share, choose “Add to Home Screen”, then open it from there.",
  failed: "That did not work. Check your connection and try again.",
  noScript: "Notifications need JavaScript, which is turned off in this browser.",
};

const es: PushWords = {
  title: "Notificaciones de {brand}",
  promise:
    "Activa las notificaciones y {brand} podrá enviarte mensajes a este dispositivo, como ofertas y novedades. Aparecen aunque esta página esté cerrada. Puedes desactivarlas aquí cuando quieras.",
  turnOn: "Activar notificaciones",
  turnOff: "Desactivar en este dispositivo",
  asking: "Tu navegador te lo pregunta ahora. Elige «Permitir».",
  on: "Las notificaciones están activadas en este dispositivo.",
  turned_off: "Las notificaciones están desactivadas en este dispositivo.",
  denied:
    "Tu navegador bloquea las notificaciones de esta página. Abre los ajustes del sitio, en el signo junto a la dirección, permite las notificaciones y vuelve a cargar la página.",
  unsupported: "Este navegador no puede mostrar notificaciones. Abre esta página en otro, como Chrome, Edge o Firefox.",
  home_screen:
    "En un iPhone o iPad, añade primero esta página a la pantalla de inicio: pulsa Compartir, elige «Añadir a pantalla de inicio» y ábrela desde allí.",
  failed: "No ha funcionado. Comprueba tu conexión e inténtalo de nuevo.",
  noScript: "Las notificaciones necesitan JavaScript, que está desactivado en este navegador.",
};

const de: PushWords = {
  title: "Mitteilungen von {brand}",
  promise:
    "Schalte Mitteilungen ein, und {brand} darf dir Nachrichten auf dieses Gerät schicken, etwa Angebote und Neuigkeiten. Sie erscheinen auch, wenn diese Seite geschlossen ist. Du kannst sie hier jederzeit ausschalten.",
  turnOn: "Mitteilungen einschalten",
  turnOff: "Auf diesem Gerät ausschalten",
  asking: "Dein Browser fragt dich jetzt. Wähle „Zulassen“.",
  on: "Mitteilungen sind auf diesem Gerät eingeschaltet.",
  turned_off: "Mitteilungen sind auf diesem Gerät ausgeschaltet.",
  denied:
    "Dein Browser sperrt Mitteilungen dieser Seite. Öffne die Einstellungen der Website über das Zeichen neben der Adresse, erlaube Mitteilungen und lade die Seite neu.",
  unsupported:
    "Dieser Browser kann keine Mitteilungen zeigen. Öffne die Seite in einem anderen, etwa Chrome, Edge oder Firefox.",
  home_screen:
    "Lege die Seite auf einem iPhone oder iPad zuerst auf den Home-Bildschirm: Drücke „Teilen“, wähle „Zum Home-Bildschirm“ und öffne sie von dort.",
  failed: "Das hat nicht geklappt. Prüfe deine Verbindung und versuche es noch einmal.",
  noScript: "Mitteilungen brauchen JavaScript, das in diesem Browser ausgeschaltet ist.",
};

const fr: PushWords = {
  title: "Notifications de {brand}",
  promise:
    "Activez les notifications, et {brand} pourra vous envoyer des messages sur cet appareil, comme des offres et des nouveautés. Elles apparaissent même quand cette page est fermée. Vous pouvez les désactiver ici à tout moment.",
  turnOn: "Activer les notifications",
  turnOff: "Désactiver sur cet appareil",
  asking: "Votre navigateur vous pose la question maintenant. Choisissez « Autoriser ».",
  on: "Les notifications sont activées sur cet appareil.",
  turned_off: "Les notifications sont désactivées sur cet appareil.",
  denied:
    "Votre navigateur bloque les notifications de cette page. Ouvrez les réglages du site, par le signe à côté de l'adresse, autorisez les notifications et rechargez la page.",
  unsupported:
    "Ce navigateur ne peut pas afficher de notifications. Ouvrez cette page dans un autre, comme Chrome, Edge ou Firefox.",
  home_screen:
    "Sur un iPhone ou un iPad, ajoutez d'abord cette page à l'écran d'accueil : touchez Partager, choisissez « Sur l'écran d'accueil », puis ouvrez-la de là.",
  failed: "Cela n'a pas fonctionné. Vérifiez votre connexion et réessayez.",
  noScript: "Les notifications ont besoin de JavaScript, qui est désactivé dans ce navigateur.",
};

const pt: PushWords = {
  title: "Notificações de {brand}",
  promise:
    "Ative as notificações e {brand} poderá enviar-lhe mensagens neste dispositivo, como ofertas e novidades. Aparecem mesmo com esta página fechada. Pode desativá-las aqui a qualquer momento.",
  turnOn: "Ativar notificações",
  turnOff: "Desativar neste dispositivo",
  asking: "O seu navegador está a perguntar agora. Escolha “Permitir”.",
  on: "As notificações estão ativadas neste dispositivo.",
  turned_off: "As notificações estão desativadas neste dispositivo.",
  denied:
    "O seu navegador bloqueia as notificações desta página. Abra as definições do site, no sinal ao lado do endereço, permita as notificações e volte a carregar a página.",
  unsupported: "Este navegador não mostra notificações. Abra esta página noutro, como Chrome, Edge ou Firefox.",
  home_screen:
    "Num iPhone ou iPad, coloque primeiro esta página no ecrã principal: prima Partilhar, escolha “Adicionar ao ecrã principal” e abra-a a partir daí.",
  failed: "Não resultou. Verifique a sua ligação e tente de novo.",
  noScript: "As notificações precisam de JavaScript, que está desativado neste navegador.",
};

const ar: PushWords = {
  title: "إشعارات من {brand}",
  promise:
    "فعّل الإشعارات ليتمكن {brand} من إرسال رسائل إليك على هذا الجهاز، مثل العروض والأخبار. تظهر حتى عندما تكون هذه الصفحة مغلقة. يمكنك إيقافها هنا في أي وقت.",
  turnOn: "تفعيل الإشعارات",
  turnOff: "إيقافها على هذا الجهاز",
  asking: "متصفحك يسألك الآن. اختر «السماح».",
  on: "الإشعارات مفعّلة على هذا الجهاز.",
  turned_off: "الإشعارات متوقفة على هذا الجهاز.",
  denied:
    "متصفحك يحظر إشعارات هذه الصفحة. افتح إعدادات الموقع من العلامة بجانب العنوان، واسمح بالإشعارات، ثم أعد تحميل الصفحة.",
  unsupported: "لا يستطيع هذا المتصفح عرض الإشعارات. افتح هذه الصفحة في متصفح آخر مثل Chrome أو Edge أو Firefox.",
  home_screen:
    "على iPhone أو iPad أضف هذه الصفحة إلى الشاشة الرئيسية أولًا: اضغط «مشاركة» ثم اختر «إضافة إلى الشاشة الرئيسية» وافتحها من هناك.",
  failed: "لم ينجح ذلك. تحقق من اتصالك وحاول مرة أخرى.",
  noScript: "تحتاج الإشعارات إلى JavaScript، وهو متوقف في هذا المتصفح.",
};

export const pushWords: Record<string, PushWords> & { en: PushWords } = { en, es, de, fr, pt, ar };
