import { getConnection } from "@/db/client";
import { demoName, fillDemo } from "@/inngest/demo/fill-demo";
import { liveDeps } from "@/inngest/sending/live-deps";

const contacts = 5000;

const connection = getConnection();
const { publicUrl, mac } = liveDeps();
const began = performance.now();
const say = (line: string) => process.stdout.write(`${line}\n`);
const isNew = await fillDemo({ ...connection, publicUrl, mac, now: new Date() }, { contacts, only: null, say });
const took = Math.round((performance.now() - began) / 1000);
say(isNew ? `Made in ${took} seconds: "${demoName}" in the workspace menu.` : "The demo workspace is there already.");
await connection.end();
