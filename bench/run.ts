/**
 * `npm run bench -- send --recipients 20000 --json`: how fast a campaign leaves the house, against the ceiling of this
 * machine. The last line printed is JSON.
 */
import { parseArgs } from "node:util";
import { benchSend } from "@/bench/bench-send";
import { withPrivateFolder } from "@/bench/private-folder";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    recipients: { type: "string", default: "20000" },
    concurrency: { type: "string", default: "100" },
    json: { type: "boolean", default: false },
    /** The web app was built from these sources already. */
    built: { type: "boolean", default: false },
  },
});
const note = (sentence: string) => {
  if (!values.json) console.log(sentence);
  else console.error(sentence);
};

if (positionals[0] !== "send") {
  console.error("Known: npm run bench -- send [--recipients 20000] [--concurrency 100] [--json]");
  process.exit(1);
}
const result = await withPrivateFolder((dataDir) =>
  benchSend({
    dataDir,
    recipients: Number(values.recipients),
    concurrency: Number(values.concurrency),
    isBuilt: values.built,
    note,
  }),
);
console.log(JSON.stringify(result));
process.exitCode = result.duplicates === 0 && result.lost === 0 ? 0 : 1;
process.exit();
