import { getDatabase } from "@/db/client";
import { inngest } from "@/inngest/client";
import { eventSchemas } from "@/inngest/events";
import { importContacts } from "@/inngest/importing/import-contacts";

/** Reads a confirmed contact file. One at a time, so that two large files do not starve a sending campaign. */
export const importContactsFunction = inngest.createFunction(
  {
    id: "import-contacts",
    triggers: [{ event: "contacts/import.requested" }],
    concurrency: { limit: 1 },
    retries: 5,
  },
  async ({ event, step }) => {
    const { workspaceId, importId } = eventSchemas["contacts/import.requested"].parse(event.data);
    await step.run("import", () => importContacts({ db: getDatabase(), now: () => new Date() }, workspaceId, importId));
  },
);
