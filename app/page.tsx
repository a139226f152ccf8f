import { redirect } from "next/navigation";
import { currentUser } from "@/app/_server/session";

export default async function RootPage() {
  redirect((await currentUser()) === null ? "/sign-in" : "/campaigns");
}
