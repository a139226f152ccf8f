// Plain JavaScript without dependencies: this is what runs on a clone without node_modules.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MINIMUM = [20, 9];

/** Ends with a sentence when this Node is older than package.json allows. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor >= NODE_MINIMUM[1])) return;
  refuse(
    `Cascade needs Node ${NODE_MINIMUM.join(".")} or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  );
}

/**
 * Installs what package-lock.json names, unless exactly that is installed already. CASCADE_INSTALL=no leaves
 * node_modules alone: for an image that brings it, and for processes started by one that has looked already.
 */
export function install() {
  if (process.env.CASCADE_INSTALL === "no" || isInstalled()) return;
  console.log("Installing what Cascade is made of (npm ci); this takes a minute or two and needs the network.");
  // No package needs its install script here, so none gets to run one. Development packages are needed to build.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: "inherit" };
  const { status, error } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (error?.code === "ENOENT") refuse("npm was not found. Install Node together with npm and start again.");
  if (status !== 0) {
    refuse("Installing failed; npm says why above. Check the network and the free disk space, then start again.");
  }
}

/**
 * npm writes node_modules/.package-lock.json as the last act of an install. Comparing it with package-lock.json finds
 * a missing, an outdated and a half finished install alike. Optional packages of other platforms may be absent.
 */
function isInstalled() {
  const receipt = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(receipt)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(receipt, "utf8")).packages;
    return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
      if (path === "") return true;
      return present[path] ? present[path].version === version : Boolean(optional || devOptional || peer);
    });
  } catch {
    return false;
  }
}

function refuse(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}
