"use client";

import { useEffect, useRef } from "react";
import { toast } from "@/components/ui/toaster";
import { previews } from "@/lib/channels/previews";
import type { ShownMessage } from "@/lib/sandbox/phone-screen";
import type { PhoneLook } from "./phone-actions";

interface ArrivedMessageProps {
  message: Extract<ShownMessage, { kind: "arrived" }>;
  look: PhoneLook;
  sender: { name: string; verified: boolean };
  onPress: (postback: string) => void;
  isReadOnly: boolean;
}

/**
 * A message drawn from the very request the carrier got. Its buttons say in data attributes what a press does; links
 * open by themselves in a new tab.
 */
export function ArrivedMessage({ message, look, sender, onPress, isReadOnly }: ArrivedMessageProps) {
  const Preview = previews[message.channel];
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const press = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-part=button]") : null;
      if (!target) return;
      const { postback, phone, url, copy } = target.dataset;
      if (phone !== undefined) {
        event.preventDefault();
        toast(`A real phone would now call ${phone}.`);
      }
      if (copy !== undefined) void copyCode(copy);
      // A link of WhatsApp's or Messenger's opens without telling the sender.
      if (postback !== undefined && !isReadOnly) onPress(postback);
      if (url === "" && postback === undefined) event.preventDefault();
    };
    element.addEventListener("click", press);
    return () => element.removeEventListener("click", press);
  }, [onPress, isReadOnly]);

  return (
    // The conversation has its own bar on top; the one of each preview would only repeat it.
    <div ref={box} className="[&_[data-frame=head]]:hidden">
      <Preview request={message.request} template={message.template} look={look} sender={sender} />
    </div>
  );
}

async function copyCode(code: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(code);
    toast(`The code ${code} is copied.`);
  } catch {
    toast(`A real phone would now copy the code ${code}.`);
  }
}
