import { existsSync } from "node:fs";
import { relative } from "node:path";
import * as project from "../../scripts/lib/project.mjs";

/** The source address of the provider, without a host: Terraform and OpenTofu complete it by their own registry. */
export const PROVIDER_SOURCE = project.providerSource;

/** The root folder of the checkout. */
export const projectRoot = project.root;

/** Path of the executable that `npm run build` makes for this machine. Throws when it is missing. */
export function providerExecutable(): string {
  return built(project.executable);
}

/** Path of the single file for Node that `npm run build` makes. Throws when it is missing. */
export function nodeBundle(): string {
  return built(project.nodeBundle);
}

/** Folder of the filesystem mirror that `npm run build` makes. Throws when it is missing. */
export function filesystemMirror(): string {
  return built(project.mirror);
}

function built(path: string): string {
  if (existsSync(path)) return path;
  throw new Error(`${relative(project.root, path)} is missing: run "npm run build" before these tests.`);
}
