import { Callout } from "@/components/ui/callout";

/** Stands on every page of the sandbox. */
export function SandboxNotice() {
  return (
    <Callout className="mb-4" title="Sandbox: no real message leaves this computer">
      A made-up carrier answers Cascade here: nothing is sent to these numbers, and nothing is charged.
    </Callout>
  );
}
