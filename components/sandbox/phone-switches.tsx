"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import type { PhoneScreen } from "@/lib/sandbox/phone-screen";
import type { PhoneActions, PhoneLook } from "./phone-actions";
import type { Act } from "./use-phone";

interface PhoneSwitchesProps {
  screen: PhoneScreen;
  theme: PhoneLook["theme"];
  onThemeChange: (theme: PhoneLook["theme"]) => void;
  isReadOnly: boolean;
  actions: PhoneActions;
  act: Act;
}

/** What its owner, or bad luck, can do to a phone. */
export function PhoneSwitches({ screen, theme, onThemeChange, isReadOnly, actions, act }: PhoneSwitchesProps) {
  const [busy, setBusy] = useState(false);
  const { phone } = screen;
  const run = async (work: Promise<boolean>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  const patch = (change: Partial<PhoneScreen["phone"]> & { isSimulated?: boolean }) =>
    void run(act(actions.switchPhone, { patch: change }));
  const disabled = busy || isReadOnly;
  const isAllowed = phone.push && screen.hasSubscription;
  return (
    <Card title="This phone" className="w-full max-w-sm">
      <div className="flex flex-col gap-4">
        <Segmented
          label="Kind of phone"
          options={[
            { value: "android", label: "Android", disabled },
            { value: "ios", label: "iPhone", disabled },
          ]}
          value={phone.platform}
          onValueChange={(platform) => patch({ platform })}
        />
        <Segmented
          label="Look of the phone"
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          value={theme}
          onValueChange={onThemeChange}
        />
        <Switch
          label="Online"
          hint={waitingHint(screen)}
          checked={phone.online}
          disabled={disabled}
          onCheckedChange={(online) => patch({ online })}
        />
        <Switch
          label="RCS"
          hint="Off: the carrier rejects RCS messages to this phone."
          checked={phone.rcs}
          disabled={disabled}
          onCheckedChange={(rcs) => patch({ rcs })}
        />
        <Switch
          label="WhatsApp installed"
          hint="Removed: WhatsApp messages are rejected."
          checked={phone.whatsapp}
          disabled={disabled}
          onCheckedChange={(whatsapp) => patch({ whatsapp })}
        />
        <Switch
          label="Messenger installed"
          checked={phone.messenger}
          disabled={disabled}
          onCheckedChange={(messenger) => patch({ messenger })}
        />
        <Switch
          label="Notifications allowed"
          hint="Allowing them subscribes this phone's browser and records the consent."
          checked={isAllowed}
          disabled={disabled}
          onCheckedChange={(allow) => void run(act(actions.allowNotifications, { allow, platform: phone.platform }))}
        />
        <Switch
          label="Acts by itself"
          hint="A simulated person reads, taps, answers and sometimes says STOP."
          checked={screen.isSimulated}
          disabled={disabled}
          onCheckedChange={(isSimulated) => patch({ isSimulated })}
        />
      </div>
    </Card>
  );
}

function waitingHint({ phone, waiting }: PhoneScreen): string {
  if (phone.online) return "Off: messages wait at the carrier until they expire.";
  if (waiting === 0) return "Nothing waits at the carrier.";
  return waiting === 1 ? "1 message waits at the carrier." : `${waiting} messages wait at the carrier.`;
}
