/**
 * `npm run chaos -- --recipients 2000 --kills 20 --json`: a campaign with rungs is sent while worker, web server and
 * database are killed at moments a seed decides. Nobody may get a message twice or go without. The last line is JSON.
 */
import { parseArgs } from "node:util";
import { runChaos } from "@/bench/chaos-campaign";
import { withPrivateFolder } from "@/bench/private-folder";

const { values } = parseArgs({
  options: {
    recipients: { type: "string", default: "2000" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    /** The web app was built from these sources already. */
    built: { type: "boolean", default: false },
  },
});
const note = (sentence: string) => {
  if (!values.json) console.log(sentence);
  else console.error(sentence);
};

const { wrong, ...result } = await withPrivateFolder((dataDir) =>
  runChaos({
    dataDir,
    recipients: Number(values.recipients),
    kills: Number(values.kills),
    seed: Number(values.seed),
    isBuilt: values.built,
    note,
  }),
);
for (const sentence of wrong) note(sentence);
console.log(JSON.stringify(result));
process.exitCode = result.duplicates + result.lost + result.unknown === 0 ? 0 : 1;
process.exit();
