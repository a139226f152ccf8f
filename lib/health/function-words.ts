const names: Record<string, string> = {
  "apply-receipts": "Receipts and replies are applied",
  "estimate-cost": "Costs are estimated",
  "finish-renditions": "Media left over is converted",
  "forget-receipts": "Old receipts are forgotten",
  "import-contacts": "Contacts are imported",
  "launch-campaign": "Audiences are copied at launch",
  "learn-routing": "Routing learns from results",
  "make-moving-renditions": "Films and sound are converted",
  "make-renditions": "Pictures are converted",
  "revoke-overtaken": "Messages a later step replaces are called back",
  "run-sandbox-carrier": "Virtual phones answer",
  "send-deliveries": "Messages are handed over",
  "send-test-code": "Codes for test numbers are sent",
  "send-tests": "Tests are sent",
  "settle-openings": "Openings of links are judged",
  "sweep-attempts": "Old sign-in tries are forgotten",
  "sweep-blobs": "Files nobody needs are removed",
  "sweep-drawings": "Drawn pictures nobody needs are removed",
  "sweep-ladder": "Waits that are over are looked at",
};

/** What a background function does, in words; the engine names it with the app's id before its own. */
export function functionWords(functionId: string): string {
  const own = functionId.replace(/^cascade-/, "");
  return names[own] ?? own.replaceAll("-", " ");
}
