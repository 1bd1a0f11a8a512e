// The built programs a run uses, from the environment that `cargo xtask` sets.

import { chmodSync, copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Paths of the programs, the folder for pictures, and the uid to run as (undefined: as oneself). */
export function programs() {
  const named = (name) => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set; start this with cargo xtask e2e`);
    return value;
  };
  const user = process.env.KEYSTOW_E2E_USER ? Number(process.env.KEYSTOW_E2E_USER) : undefined;
  const paths = {
    app: named("KEYSTOW_E2E_APP"),
    cli: named("KEYSTOW_E2E_CLI"),
    practice: named("KEYSTOW_E2E_PRACTICE"),
    faults: named("KEYSTOW_E2E_FAULTS"),
  };
  return {
    ...(user === undefined ? paths : within(paths)),
    pictures: named("KEYSTOW_E2E_PICTURES"),
    user,
  };
}

/** Copies for an account that may not be able to enter the build folder. */
function within(paths) {
  const folder = mkdtempSync(join(tmpdir(), "keystow-programs-"));
  chmodSync(folder, 0o755);
  const copies = Object.entries(paths).map(([name, path]) => {
    const copy = join(folder, basename(path));
    copyFileSync(path, copy);
    chmodSync(copy, 0o755);
    return [name, copy];
  });
  return { ...Object.fromEntries(copies), copies: folder };
}
