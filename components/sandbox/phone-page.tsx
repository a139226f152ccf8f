"use client";

import Link from "next/link";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import type { PhoneScreen } from "@/lib/sandbox/phone-screen";
import { Handset } from "./handset";
import type { PhoneActions, PhoneLook } from "./phone-actions";
import { PhoneSwitches } from "./phone-switches";
import { SandboxNotice } from "./sandbox-notice";
import { usePhone } from "./use-phone";

interface PhonePageProps {
  initial: PhoneScreen;
  timeZone: string;
  brandName: string;
  /** The person may look but not touch. */
  isReadOnly: boolean;
  actions: PhoneActions;
}

/** The phone of one contact: what arrived, and everything its owner could do about it. */
export function PhonePage({ initial, timeZone, brandName, isReadOnly, actions }: PhonePageProps) {
  const { screen, isStale, act } = usePhone(initial);
  const [theme, setTheme] = useState<PhoneLook["theme"]>("light");
  const look: PhoneLook = { platform: screen.phone.platform, theme };
  return (
    <>
      <PageHeader
        above={<Link href="/sandbox">All virtual phones</Link>}
        title={<bdi>{screen.contact.name}</bdi>}
        description={screen.number === null ? "No phone number" : `+${screen.number}`}
      />
      <SandboxNotice />
      {isStale && (
        <Callout kind="warning" className="mb-4" title="The server does not answer">
          What you see is how the phone was a moment ago. It comes up to date by itself.
        </Callout>
      )}
      {isReadOnly && (
        <Callout className="mb-4">Your role lets you look at this phone, but not act as its owner.</Callout>
      )}
      <div className="flex flex-wrap items-start justify-center gap-8 lg:justify-start">
        <Handset
          screen={screen}
          look={look}
          timeZone={timeZone}
          brandName={brandName}
          isReadOnly={isReadOnly}
          actions={actions}
          act={act}
        />
        <PhoneSwitches
          screen={screen}
          theme={theme}
          onThemeChange={setTheme}
          isReadOnly={isReadOnly}
          actions={actions}
          act={act}
        />
      </div>
    </>
  );
}
