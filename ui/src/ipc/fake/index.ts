export { FakeShell, type FakeState } from "./backend";
export { diagnosisWith, healthy } from "./diagnosis";
export { endpoint, LOCAL_SERVERS } from "./endpoints";
export * from "./fixtures";
export * from "./history";
export * from "./providers";
export { FAKE_CODE, FAKE_PASSPHRASE } from "./secrets";
export { slot } from "./vault";
