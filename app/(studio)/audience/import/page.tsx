import type { Metadata } from "next";
import Link from "next/link";
import { requireActor } from "@/app/_server/session";
import { UploadContacts } from "@/components/audience/upload-contacts";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Import contacts" };

export default async function ImportPage() {
  await requireActor("write");
  return (
    <>
      <PageHeader
        above={
          <Link href="/audience" className="hover:underline">
            Audience
          </Link>
        }
        title="Import contacts"
        description="Choose a CSV file with one person per row. Nothing is stored until you have checked how it will be read."
      />
      <UploadContacts />
    </>
  );
}
