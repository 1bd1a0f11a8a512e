export { FakeShell, type FakeState } from "./backend";
export { diagnosisWith, healthy } from "./diagnosis";
export * from "./fixtures";
export * from "./providers";
export { FAKE_CODE, FAKE_PASSPHRASE } from "./secrets";
export { slot } from "./vault";
